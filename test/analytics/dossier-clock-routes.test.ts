import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dossierClock, dossierPage, type DossierPage } from '../../contract/dossier-clock.ts'
import type { Dossier } from '../../contract/dossier.ts'
import { aDossier } from '../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

const NOW = Date.parse('2026-03-20T09:00:00+07:00')
const MARCH = 'dueFrom=2026-03-01&dueTo=2026-04-01'

describe('the clock of a dossier in the API', function () {
  let room: IngestRoom
  let now = NOW
  const cookies: Record<string, string> = {}

  const send = async (...dossiers: Dossier[]) => {
    const answer = await room.client.request('POST', '/api/v1/dossiers', { token: room.client.key, body: { dossiers } })
    assert.equal(answer.status, 202, answer.text)
    await room.settled()
  }
  const get = (path: string, who = 'country') => room.client.request('GET', `/api/v1/dossiers${path}`, { cookie: cookies[who] ?? '' })
  const clockOf = async (it: Dossier, who?: string) => {
    const answer = await get(`/${encodeURIComponent(it.agencyCode)}/${encodeURIComponent(it.code)}/clock`, who)
    assert.equal(answer.status, 200, answer.text)
    return dossierClock.strict().parse(answer.json)
  }
  const list = async (query: string, who?: string): Promise<DossierPage> => {
    const answer = await get(`?${query}`, who)
    assert.equal(answer.status, 200, answer.text)
    return dossierPage.strict().parse(answer.json)
  }
  const codesOf = ({ rows }: DossierPage) => rows.map((it) => `${it.code} ${it.outcome}`)

  before(async () => {
    room = await openIngestRoom({ clock: () => now })
    await room.client.makeCentres(['DCA', 'DCB', 'DCL', 'DCH', 'DCP'])
    for (const unit of [null, 'DCA', 'DCAA', 'DCB']) {
      const id = randomUUID()
      await room.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', 'Giám đốc', 'director', $3)", [id, `${id}@example.vn`, unit])
      cookies[unit ?? 'country'] = `session=${await room.access.sessions.open(id)}`
    }
    await room.client.importCsv('procedures', 'code,nameVi,sectorCode,sectorName,limitHours,limitWorkingDays,fee,onlineLevel\n7.100001,Cấp đổi thẻ thử,LVT,Lĩnh vực thử,,8,0,full\n')
  })
  after(() => room.close())
  beforeEach(() => { now = NOW })

  it('tells the verdict, the reckoning behind it and the places by name', async () => {
    const it = aDossier('DCA', {
      procedureCode: '7.100001', dueAt: '2026-03-12T17:00:00+07:00', finishedAt: '2026-03-17T10:00:00+07:00', updatedAt: '2026-03-17T10:00:00+07:00',
      supplements: [{ requestedAt: '2026-03-04T09:00:00+07:00', completedAt: '2026-03-10T08:00:00+07:00' }],
    })
    await send(it)
    const told = await clockOf(it)
    assert.deepEqual([told.outcome, told.verdict.daysFromDue, told.verdict.used, told.verdict.limit, told.verdict.subtracted], ['late', 3, 7, 8, 4])
    assert.deepEqual(told.why.map((one) => one.code), ['supplement-subtracted', 'limit-kept', 'appointment-earlier-than-limit'])
    assert.deepEqual([told.dossier.procedure?.name.vi, told.dossier.centre?.name.vi, told.dossier.counter?.code], ['Cấp đổi thẻ thử', 'Trung tâm DCA', 'DCA.Q1'])
    assert.equal(told.steps.find((step) => step.day === '2026-03-08')?.why.kind, 'weekend')
  })

  it('is for those in whose unit its agency, its centre or its counter lies; for others it is not there', async () => {
    const it = aDossier('DCA', { code: 'DCA/Ủy quyền 1 & 2' })
    await send(it)
    for (const who of ['country', 'DCA', 'DCAA']) assert.equal((await clockOf(it, who)).dossier.code, it.code)
    const path = `/DCAA/${encodeURIComponent(it.code)}/clock`
    const [elsewhere, nowhere] = [await get(path, 'DCB'), await get('/DCAA/khong-co/clock', 'DCB')]
    assert.deepEqual([elsewhere.status, nowhere.status, (await get('/DCAA/%00/clock')).status, (await get(`/DCAA/${'9'.repeat(500)}/clock`)).status], [404, 404, 404, 404])
    assert.equal(elsewhere.json.detail.replace(it.code, ''), nowhere.json.detail.replace('khong-co', ''))
  })

  it('keeps every state, whatever the order of their arrival and however often they come', async () => {
    const states: Dossier[] = [
      aDossier('DCH', { code: 'DCH-1', status: 2, finishedAt: null, supplements: [], updatedAt: '2026-03-02T08:00:00+07:00' }),
      aDossier('DCH', { code: 'DCH-1', status: 4, finishedAt: null, supplements: [], dueAt: '2026-03-11T17:00:00+07:00', updatedAt: '2026-03-05T08:00:00+07:00' }),
      aDossier('DCH', { code: 'DCH-1', status: 9, supplements: [], dueAt: '2026-03-11T17:00:00+07:00', updatedAt: '2026-03-06T10:00:00+07:00' }),
    ]
    for (const [index, at] of [2, 0, 1, 1, 2, 0].entries()) {
      now = NOW + index * 60_000
      await send(states[at] as Dossier)
    }
    const { states: told, outcome } = await clockOf(states[0] as Dossier)
    assert.equal(outcome, 'early')
    const minute = (moment: string) => (Date.parse(moment) - NOW) / 60_000
    assert.deepEqual(told.map((it) => [it.status, it.deliveries, minute(it.learnedAt), it.cameLate, it.changed.join()]), [
      [2, 2, 1, true, ''], [4, 2, 2, true, 'status,dueAt'], [9, 2, 0, false, 'status,finishedAt'],
    ])
  })

  it('keeps every column of a dossier in its history, and begins with what was there before', async () => {
    const columns = (table: string) => room.read(`SELECT arrayStringConcat(groupArray(name), ' ') AS value FROM (SELECT name FROM system.columns WHERE database = currentDatabase() AND table = '${table}' ORDER BY name)`)
    assert.deepEqual(await columns('dossier_states'), await columns('dossiers'))
    await send(aDossier('DCH', { code: 'DCH-2' }))
    const migration = readFileSync('platform/warehouse/migrations/0016_keep_dossier_states.sql', 'utf8').split(/;\s*$/m).filter((it) => it.trim() !== '')
    await room.warehouse.run('TRUNCATE TABLE dossier_states')
    for (const statement of [...migration, ...migration]) await room.warehouse.run(statement)
    const keys = (table: string) => room.read(`SELECT concat(toString(count()), ' ', toString(sum(cityHash64(toString(tuple(*)))))) AS value FROM ${table} FINAL WHERE code = 'DCH-2'`)
    assert.deepEqual(await keys('dossier_states'), await keys('dossiers'))
  })

  it('lists the dossiers of a unit by their days, page by page, and counts all six classes', async () => {
    const due = (day: string, finished: string | null, over: Partial<Dossier> = {}) => aDossier('DCL', {
      dueAt: day === '' ? null : `2026-${day}T17:00:00+07:00`, finishedAt: finished && `2026-${finished}T10:00:00+07:00`, status: finished ? 9 : 4, procedureCode: '7.100001', ...over,
    })
    await send(
      due('03-09', '03-06', { code: 'DCL-1' }), due('03-09', '03-09', { code: 'DCL-2' }), due('03-09', '03-11', { code: 'DCL-3' }), due('03-25', null, { code: 'DCL-4' }),
      due('03-13', null, { code: 'DCL-5' }), due('', '03-06', { code: 'DCL-6' }), due('04-02', null, { code: 'DCL-7' }), due('03-12', null, { code: 'DCL-8', procedureCode: null, counterCode: null }),
    )
    const all = await list(`unit=DCL&${MARCH}`)
    assert.deepEqual(codesOf(all), [
      'DCL-6 unclassified', 'DCL-1 early', 'DCL-2 on-time', 'DCL-3 late', 'DCL-8 open-overdue', 'DCL-5 open-overdue', 'DCL-4 open-within-due',
    ])
    assert.deepEqual(all.counts, { early: 1, 'on-time': 1, late: 1, 'open-within-due': 1, 'open-overdue': 2, unclassified: 1 })
    assert.equal(all.rows[0]?.reason, 'no-due-date')

    const overdue = await list(`unit=DCL&${MARCH}&outcome=open-overdue&procedure=7.100001`)
    assert.deepEqual([codesOf(overdue), overdue.counts?.['open-overdue'], overdue.counts?.early], [['DCL-5 open-overdue'], 1, 1])
    const paged: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: DossierPage = await list(`unit=DCL&${MARCH}&limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
      paged.push(...codesOf(page))
      cursor = page.cursor
    }
    assert.deepEqual(paged, codesOf(all))
    assert.deepEqual([all.dueFrom, all.dueTo, (await list('unit=DCL')).dueFrom], ['2026-03-01', '2026-04-01', '2025-03-20'])
  })

  it('lists by the current state only', async () => {
    const it = aDossier('DCP', { status: 4, finishedAt: null, updatedAt: '2026-03-05T10:00:00+07:00' })
    await send(it)
    assert.deepEqual(codesOf(await list(`unit=DCP&${MARCH}`)), [`${it.code} open-overdue`])
    await send({ ...it, dueAt: '2026-04-09T17:00:00+07:00', updatedAt: '2026-03-06T10:00:00+07:00' })
    assert.deepEqual(codesOf(await list(`unit=DCP&${MARCH}`)), [])
    assert.deepEqual(codesOf(await list('unit=DCP&dueFrom=2026-04-01')), [`${it.code} open-within-due`])
  })

  it('shows nobody the dossiers of another unit, and says what is wrong with a question', async () => {
    const own = await list('dueFrom=2020-01-01', 'DCB')
    assert.equal(own.rows.some((it) => it.code.startsWith('DCA')), false)
    assert.ok((await list('dueFrom=2020-01-01', 'DCAA')).rows.every((it) => it.agencyCode === 'DCAA'))
    assert.equal((await get('?unit=DCA', 'DCB')).status, 403)
    for (const [query, pointer] of [['unit=KHONGCO', '/unit'], ['outcome=lost', '/outcome'], ['dueFrom=2026-03-01&dueTo=2026-03-01', '/dueTo'], ['cursor=xx', '/cursor'], ['dueTo=2026-02-30', '/dueTo'], ['limt=3', '/limt']] as const) {
      const answer = await get(`?${query}`)
      assert.deepEqual([answer.status, answer.json.errors?.[0]?.pointer], [422, pointer], query)
    }
  })
})
