import assert from 'node:assert/strict'
import type { Recomputation } from '../../../contract/recomputation.ts'
import { createRecomputations } from '../../../analytics/recomputation/recomputations.ts'
import { DEFINITION_CHANGED, recomputeChangedDefinitions } from '../../../analytics/recomputation/recompute-changed-definitions.ts'
import { workOffRecomputations } from '../../../analytics/recomputation/work-off-recomputations.ts'
import { insertAncestry, insertPlaces, PRESENT_TREE } from '../../../analytics/dimensions/tree-tables.ts'
import type { DirtyDays } from '../../../platform/warehouse/dirty-days.ts'
import { createPublishedPeriods } from '../../../registry/published-periods.ts'
import { aDossier, aRating } from '../../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../../support/ingest-room.ts'
import { quietLogger } from '../../support/stores.ts'

const NOON = Date.parse('2026-06-10T12:00:00+07:00')
const SPRING = { from: '2026-03-01', to: '2026-06-01' }

describe('counting figures afresh', function () {
  let room: IngestRoom
  let expected: string[]
  let now = NOON
  before(async () => {
    room = await openIngestRoom({ clock: () => now })
    await room.client.makeCentres(['RCA', 'RCB'])
    // The tree in the warehouse is that of the shared service; this room's centres are added to it.
    const isOurs = ({ code }: { code: string }) => /^RC[AB]/.test(code)
    await insertAncestry(room.warehouse, PRESENT_TREE.ancestry, room.registry.places.ancestry().filter(isOurs))
    await insertPlaces(room.warehouse, PRESENT_TREE.places, room.registry.places.factPlaces().filter(isOurs))
    for (const day of ['2026-03-05', '2026-03-20', '2026-04-07', '2026-05-11']) {
      await room.client.sendRatings(['RCA.Q1', 'RCB.Q1'].flatMap((counter) => [5, 2].map((score) => aRating(counter, { occurredAt: `${day}T09:00:00+07:00`, score }))), room.client.key, new Date(NOON).toISOString())
    }
    const open = { finishedAt: null, status: 2, receivedAt: '2026-04-28T08:00:00+07:00', dueAt: '2026-05-29T17:00:00+07:00', updatedAt: '2026-04-28T08:00:00+07:00' }
    assert.equal((await room.client.request('POST', '/api/v1/dossiers', { token: room.client.key, body: { dossiers: [aDossier('RCA'), aDossier('RCB', open)] } })).status, 202)
    await room.settled()
    await room.refresh()
    expected = await figures()
    assert.ok(expected.length > 18, expected.join('\n'))
  })
  after(() => room.close())
  afterEach(() => room.record.query("UPDATE recomputation SET status = 'done', held_by = NULL, held_until = NULL WHERE status <> 'done'"))

  /** Cells and sums by unit of these three months; what was open in May is in stock in June too. */
  const figures = () => room.read(`
    SELECT concat(toString(day), ' ', counter_code, ' ', toString(score), ': ', toString(ratings)) AS value FROM rating_daily FINAL WHERE is_deleted = 0 AND match(centre_code, '^RC[AB]$')
    UNION ALL SELECT concat(toString(day), ' ', counter_code, ' ', toString((received, due, due_on_time, resolved, missed, carried_over, open_at_end))) AS value FROM dossier_daily FINAL WHERE is_deleted = 0 AND match(centre_code, '^RC[AB]$')
    UNION ALL SELECT concat(toString(day), ' ', unit_code, '. ', toString(score), ': ', toString(ratings)) AS value FROM rating_units FINAL WHERE is_deleted = 0 AND match(unit_code, '^RC[AB]A?$')
    UNION ALL SELECT concat(toString(day), ' ', unit_code, '. ', toString((received, due, resolved, missed, open_at_end))) AS value FROM dossier_units FINAL WHERE is_deleted = 0 AND match(unit_code, '^RC[AB]A?$')`)
    .then((rows) => rows.filter((it) => it < SPRING.to).sort())
  /** As after a change of definition, or the loss of the marks of facts that came years late: the rollups are not what the facts say. */
  const spoil = async () => {
    for (const [table, of] of [['rating_daily', 'centre_code'], ['dossier_daily', 'centre_code'], ['rating_units', 'unit_code'], ['dossier_units', 'unit_code']]) {
      await room.warehouse.run(`INSERT INTO ${table} SELECT * REPLACE (version + 1 AS version, 1 AS is_deleted) FROM (SELECT * FROM ${table} FINAL WHERE is_deleted = 0 AND match(${of}, '^RC[AB]A?$'))`, {}, 'write')
    }
    await room.warehouse.run("INSERT INTO rating_daily (day, centre_code, counter_code, scale, score, ratings, version, is_deleted) SELECT '2026-04-09', 'RCA', 'RCA.Q2', 5, 1, 9, toUnixTimestamp64Milli(now64(3)), 0", {}, 'write')
  }
  const deps = () => ({
    recomputations: createRecomputations({ record: room.record, retryAfterMs: 0 }), warehouse: room.warehouse, dirtyDays: room.dirtyDays,
    publishedPeriods: createPublishedPeriods({ record: room.record, clock: () => Date.now() }), clock: () => NOON, pause: () => room.refresh() as Promise<unknown>,
  })
  const ask = async (body: object) => {
    const answer = await room.client.request('POST', '/api/v1/recompute', { cookie: room.client.cookie, body })
    assert.equal(answer.status, 202, answer.text)
    return answer.json as { id: string; skippedMonths: string[] }
  }
  const stateOf = async (id: string) => (await room.client.request('GET', `/api/v1/recompute/${id}`, { cookie: room.client.cookie })).json as Recomputation
  /** Notes which days are marked. */
  const watched = (marked: string[]): DirtyDays => ({ ...room.dirtyDays, mark: (kind, days) => {
    marked.push(...days.map((it) => it.day))
    return room.dirtyDays.mark(kind, days)
  } })

  it('finds what was never marked, empties what has no facts any more, and says how far it is', async () => {
    await spoil()
    const { id } = await ask(SPRING)
    const waiting = await stateOf(id)
    assert.deepEqual([waiting.status, waiting.total, waiting.done, waiting.progress, waiting.askedByName !== null], ['queued', 92, 0, 0, true])
    assert.equal(await workOffRecomputations(deps()), true)
    assert.deepEqual(await figures(), expected)
    const done = await stateOf(id)
    assert.deepEqual([done.status, done.done, done.progress, done.error, done.skippedMonths], ['done', 92, 1, null, []])
    assert.ok(done.cells >= 14 && done.finishedAt !== null, String(done.cells))
    assert.equal(await workOffRecomputations(deps()), false)
  })

  it('goes on where it was broken off, and not from the beginning', async () => {
    await spoil()
    const { id } = await ask(SPRING)
    let looks = 0
    const breaks = async () => {
      if (++looks === 2) throw new Error('the engine is away')
      await room.refresh()
    }
    await assert.rejects(workOffRecomputations({ ...deps(), pause: breaks }), /engine is away/)
    const broken = await stateOf(id)
    assert.deepEqual([broken.status, broken.done, broken.error], ['running', 31, 'the engine is away'])
    const marked: string[] = []
    await workOffRecomputations({ ...deps(), dirtyDays: watched(marked) })
    assert.ok(marked.length > 0 && marked.every((it) => it >= '2026-04-01'), marked.join())
    assert.deepEqual([(await stateOf(id)).status, (await stateOf(id)).error], ['done', null])
    assert.deepEqual(await figures(), expected)
  })

  it('is taken up from whoever was killed once nobody has held it for a while, and not before', async () => {
    await spoil()
    const { id } = await ask(SPRING)
    await room.record.query("UPDATE recomputation SET status = 'running', done_to = '2026-04-01', held_by = gen_random_uuid(), held_until = now() + interval '30 seconds' WHERE id = $1", [id])
    assert.equal(await workOffRecomputations(deps()), false)
    await room.record.query("UPDATE recomputation SET held_until = now() - interval '1 second' WHERE id = $1", [id])
    const marked: string[] = []
    await workOffRecomputations({ ...deps(), dirtyDays: watched(marked) })
    assert.ok(marked.every((it) => it >= '2026-04-01'), marked.join())
    assert.equal((await stateOf(id)).status, 'done')
  })

  it('leaves the same figures in any order, over overlaps, repeated, and by two at once', async () => {
    await spoil()
    for (const range of [{ from: '2026-04-05', to: '2026-06-15' }, { from: '2026-03-01', to: '2026-05-06' }]) {
      const { id } = await ask(range)
      const seconds: Promise<unknown>[] = []
      const overtaken = async () => {
        await room.record.query("UPDATE recomputation SET held_until = now() - interval '1 second' WHERE id = $1 AND held_until IS NOT NULL", [id])
        if (seconds.length === 0) seconds.push(workOffRecomputations(deps()))
        await room.refresh()
      }
      await workOffRecomputations({ ...deps(), pause: overtaken })
      await Promise.all(seconds)
      while (await workOffRecomputations(deps())) { /* until both have come to an end */ }
      assert.equal((await stateOf(id)).status, 'done')
    }
    assert.deepEqual(await figures(), expected)
  })

  it('of one unit leaves the others as they are', async () => {
    await spoil()
    await ask({ ...SPRING, unitCode: 'RCAA' })
    await workOffRecomputations(deps())
    const isOfA = (it: string) => / RCAA?\./.test(it)
    const now = await figures()
    assert.deepEqual(now, expected.filter(isOfA))
    await ask({ ...SPRING, unitCode: 'RCB' })
    await workOffRecomputations(deps())
    assert.deepEqual(await figures(), expected)
  })

  it('begins afresh what was under way when the marks were lost', async () => {
    const { id } = await ask(SPRING)
    const { recomputations } = deps()
    const run = await recomputations.take()
    assert.ok(run && await recomputations.note(run, { doneTo: '2026-05-01', cells: 3, skippedMonths: [] }))
    await recomputations.beginAfresh()
    assert.deepEqual([(await stateOf(id)).status, (await stateOf(id)).done], ['queued', 0])
    assert.equal(await recomputations.note(run, { doneTo: '2026-06-01', cells: 3, skippedMonths: [] }), false)
  })

  it('leaves months alone whose edition is out, and names them', async () => {
    await spoil()
    await room.record.query("INSERT INTO published_period (period) VALUES ('2026-04')")
    now += 3_000
    const { id, skippedMonths } = await ask(SPRING)
    assert.deepEqual(skippedMonths, ['2026-04'])
    await workOffRecomputations(deps())
    const done = await stateOf(id)
    assert.deepEqual([done.status, done.done, done.skippedMonths], ['done', 92, ['2026-04']])
    assert.deepEqual((await figures()).filter((it) => it.startsWith('2026-04') && !/ RC[AB]A?\. /.test(it)), ['2026-04-09 RCA.Q2 1: 9'])
    assert.deepEqual((await figures()).filter((it) => !it.startsWith('2026-04')), expected.filter((it) => !it.startsWith('2026-04')))
  })

  it('is asked for once while the same days wait, and refused with field, value and rule', async () => {
    const first = await ask({ from: '2026-01-01', to: '2026-02-01' })
    assert.equal((await ask({ from: '2026-01-01', to: '2026-02-01' })).id, first.id)
    for (const [body, pointer] of [
      [{ from: '2026-02-01', to: '2026-02-01' }, '/to'], [{ from: '2026-02-30', to: '2026-04-01' }, '/from'], [{ from: '1066-10-14', to: '2026-04-01' }, '/from'],
      [{ ...SPRING, unitCode: 'NOWHERE' }, '/unitCode'], [{ ...SPRING, unit: 'RCA' }, '/unit'],
    ] as const) {
      const { status, json } = await room.client.request('POST', '/api/v1/recompute', { cookie: room.client.cookie, body })
      assert.deepEqual([status, json.errors[0].pointer], [422, pointer])
    }
    const [line] = await room.record.query<{ detail: object }>('SELECT detail FROM audit_log WHERE action = $1 AND subject = $2', ['recomputation.ask', `recomputation:${first.id}`])
    assert.deepEqual(line?.detail, { from: '2026-01-01', to: '2026-02-01', unitCode: null })
  })

  it('is asked for by the service itself, of all days that have facts, when a definition has changed, and once', async () => {
    const { recomputations } = deps()
    const changed = { warehouse: room.warehouse, recomputations, clock: () => NOON, logger: quietLogger, rollups: [{ table: 'trial_daily', version: 2 }] }
    const id = await recomputeChangedDefinitions(changed)
    const run = await stateOf(id ?? '')
    assert.deepEqual([run.askedBy, run.unitCode, run.status], [DEFINITION_CHANGED, null, 'queued'])
    // What the older definition counted is no longer there, in published months neither.
    assert.equal((await recomputations.take())?.publishedToo, true)
    assert.ok(run.from <= '2026-03-02' && run.to >= '2026-05-30', `${run.from} ${run.to}`)
    assert.equal(await recomputeChangedDefinitions(changed), null)
    assert.equal(await recomputeChangedDefinitions({ ...changed, rollups: [{ table: 'another_daily', version: 1 }] }), null)
  })
})
