import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { BatchAnswer } from '../../contract/rating.ts'
import { aDossier, aRating } from '../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'
import { eachChange, foreignBody, nasty, nearly, toObject, type RawFields } from '../support/raw-json.ts'

const SEED = 20_261_124
const RUNS = 150
const AT_ONCE = 8
const ANSWERS_WITHIN_MS = 30_000

const toRaw = (value: object): RawFields => Object.fromEntries(Object.entries(value).map(([key, it]) => [key, JSON.stringify(it)]))
const list = (items: readonly string[]) => `[${items.join(',')}]`

describe(`bodies that nobody meant to send (seed ${SEED})`, function () {
  let room: IngestRoom
  let key: string
  /** What this sender was told is accepted. */
  const [ratingsAccepted, dossiersAccepted] = [new Set<string>(), new Set<string>()]
  before(async () => {
    room = await openIngestRoom({ ratingsPerSecond: 1e6 })
    await room.client.makeCentre('FUZZ')
    key = await room.client.newKey(['ratings:write', 'dossiers:write'])
  })
  after(() => room.close())

  /** Never a 5xx, never a hang, and always a JSON answer. */
  const post = async (path: string, token: string | null, body: Uint8Array | string, headers: Record<string, string> = {}) => {
    const response = await fetch(room.client.url + path, {
      method: 'POST', body, signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    })
    const answer = await response.json() as BatchAnswer
    assert.ok(response.status < 500, `${path} answered ${response.status} to ${String(body).slice(0, 300)}`)
    return { status: response.status, accepted: response.status === 202 ? answer.accepted : [] }
  }
  const checkInTurn = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => Promise<void>) =>
    fc.assert(fc.asyncProperty(arbitrary, property), { seed: SEED, numRuns: RUNS, endOnFailure: true })
  /** A few at a time, as they come in reality. */
  const check = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => Promise<void>) => fc.assert(
    fc.asyncProperty(fc.array(arbitrary, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (some) => void (await Promise.all(some.map(property)))),
    { seed: SEED, numRuns: Math.ceil(RUNS / AT_ONCE), endOnFailure: true },
  )
  const inTurn = async (bodies: readonly string[], send: (body: string) => Promise<void>) => {
    for (let at = 0; at < bodies.length; at += AT_ONCE) await Promise.all(bodies.slice(at, at + AT_ONCE).map(send))
  }
  const storedBy = async (sql: string) => new Set(await room.read(sql))
  const senderId = async () => `key:${(await room.access.apiKeys.authenticate(key))?.id}`
  /** Content of letters: a row that was accepted and that the warehouse could not read. */
  const lettersOf = async (sender: string, column: number) =>
    (await room.read(`SELECT payload AS value FROM dead_letters FINAL WHERE kind = 'dossiers' AND sender = '${sender}'`)).map((it) => String((JSON.parse(it) as { rows: unknown[][] }).rows[0]?.[column]))

  it('are answered when they are no ratings at all', () => check(fc.tuple(foreignBody, fc.constantFrom('/ratings', '/dossiers', '/devices/enrol', '/devices/heartbeat')), async ([body, path]) => {
    const { status } = await post(`/api/v1${path}`, key, body)
    assert.ok(status >= 400, `${status}`)
  }))

  it('are answered when their headers lie about them', () => check(
    fc.tuple(foreignBody, fc.constantFrom('/ratings', '/devices/enrol'), fc.constantFrom<Record<string, string>>(
      { 'content-type': 'text/plain' }, { 'content-type': 'application/json; charset=utf-16' }, { 'content-type': 'application/json; charset=nonsense' },
      { 'content-type': ';' }, { 'content-encoding': 'gzip' }, { 'content-encoding': 'deflate' }, { 'content-encoding': 'br' }, { 'content-encoding': 'nonsense' },
    )), async ([body, path, headers]) => void (await post(`/api/v1${path}`, key, body, headers)),
  ))

  let seq = 0
  const aRawRating = () => toRaw(aRating('FUZZ.Q1', {
    seq: seq += 1, reasons: ['a'], comment: 'b', language: 'vi', dossierCode: 'HS', procedureCode: '1', officialCode: 'c', trigger: 'citizen',
  }))
  const sendRatings = async (items: string[], sentAt: string | null = null) => {
    const fields = { sentAt: sentAt ?? JSON.stringify(new Date().toISOString()), ratings: list([...items, toObject(aRawRating())]) }
    for (const id of (await post('/api/v1/ratings', key, toObject(fields))).accepted) ratingsAccepted.add(id.toLowerCase())
  }
  it('are answered when they are nearly ratings', async () => {
    await inTurn(eachChange(aRawRating), (it) => sendRatings([it]))
    const sentAt = fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, nasty)
    await check(fc.tuple(fc.array(fc.oneof({ weight: 9, arbitrary: nearly(aRawRating) }, nasty), { maxLength: 4 }), sentAt), ([items, it]) => sendRatings(items, it))
  })

  const aRawDossier = () => toRaw(aDossier('FUZZ'))
  const sendDossiers = async (items: string[]) => {
    for (const code of (await post('/api/v1/dossiers', key, toObject({ dossiers: list(items) }))).accepted) dossiersAccepted.add(code)
  }
  it('are answered when they are nearly dossiers', async () => {
    await inTurn(eachChange(aRawDossier), (it) => sendDossiers([it]))
    await check(fc.array(fc.oneof({ weight: 9, arbitrary: nearly(aRawDossier) }, nasty), { minLength: 1, maxLength: 4 }), sendDossiers)
  })

  it('leave nothing half stored: what was accepted is in the warehouse, and nothing else is', async () => {
    await room.settled(20_000)
    const sender = await senderId()
    const ratings = await storedBy(`SELECT id AS value FROM ratings WHERE sender = '${sender}' UNION DISTINCT SELECT id FROM set_aside_facts WHERE sender = '${sender}'`)
    assert.deepEqual([...ratings].sort(), [...ratingsAccepted].sort())
    const dossiers = new Set([...await room.read(`SELECT code AS value FROM dossiers WHERE sender = '${sender}'`), ...await lettersOf(sender, 1)])
    assert.deepEqual([...dossiers].sort(), [...dossiersAccepted].sort())
    assert.ok(ratingsAccepted.size > RUNS / 2 && dossiersAccepted.size > RUNS / 2, 'enough of them were good')
  })

  it('do not stop the recomputation of the figures', async () => {
    await room.refresh()
    assert.deepEqual([await room.dirtyDays.count('ratings'), await room.dirtyDays.count('dossiers')], [0, 0])
  })

  it('are answered when they are nearly an enrolment, and enrol no tablet unless they say so', async () => {
    const made: { deviceId: string; isEnrolled: boolean }[] = []
    const enrolment = () => toRaw({ enrolmentCode: 'CODE', appVersion: '1', hardware: 'Tab A8' })
    const enrol = async (body: string) => {
      const { deviceId, enrolmentCode } = await room.registry.devices.create({ counterCode: 'FUZZ.Q1', serial: null, actor: 'system' })
      const { status } = await post('/api/v1/devices/enrol', null, body.replace('"CODE"', JSON.stringify(enrolmentCode)))
      made.push({ deviceId, isEnrolled: status === 201 })
      await room.redis.del(...(await room.redis.keys('enrol*')), 'none')
    }
    for (const body of eachChange(enrolment)) await enrol(body)
    await checkInTurn(nearly(enrolment), enrol)
    const enrolled = new Set((await room.record.query<{ id: string }>('SELECT id FROM device WHERE token_hash IS NOT NULL')).map((it) => it.id))
    assert.deepEqual(made.map((it) => enrolled.has(it.deviceId)), made.map((it) => it.isEnrolled))
    assert.ok(made.some((it) => it.isEnrolled) && made.some((it) => !it.isEnrolled))
  })

  it('are answered when they are nearly a sign of life, and a refused one changes nothing', async () => {
    const { token, deviceId } = await room.enrol('FUZZ.Q1')
    const beat = () => toRaw({ sentAt: '2026-10-14T09:00:00Z', appVersion: '1', battery: 0.5, charging: true, queued: 1, oldestQueuedAt: '2026-10-14T08:00:00Z', seq: 5 })
    const said = async () => JSON.stringify(await room.record.query('SELECT app_version, battery, charging, queued, oldest_queued_at, seq FROM device WHERE id = $1', [deviceId]))
    const tell = async (body: string) => {
      const before = await said()
      const { status } = await post('/api/v1/devices/heartbeat', token, body)
      if (status !== 200) assert.equal(await said(), before)
    }
    for (const body of eachChange(beat)) await tell(body)
    await checkInTurn(nearly(beat), tell)
  })
})
