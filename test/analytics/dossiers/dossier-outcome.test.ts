import assert from 'node:assert/strict'
import fc from 'fast-check'
import { z } from 'zod'
import { DOSSIER_OUTCOMES, unclassifiedReason } from '../../../contract/dossier-clock.ts'
import { outcomeSql, reasonSql, toOutcome, type OutcomeFacts } from '../../../analytics/dossiers/dossier-outcome.ts'
import { testService } from '../../support/service.ts'

const at = (moment: string) => Date.parse(`${moment}:00+07:00`)
const NOW = at('2026-03-20T09:00')
/** Received on the 2nd, due on the 12th at 17:00, open. */
const facts = (over: Partial<OutcomeFacts> = {}): OutcomeFacts => ({ status: 4, registeredAt: at('2026-03-02T08:00'), dueAt: at('2026-03-12T17:00'), finishedAt: null, returnedAt: null, ...over })
const outcomeOf = (over: Partial<OutcomeFacts>, now = NOW) => {
  const { outcome, reason } = toOutcome(facts(over), now)
  return reason === null ? outcome : `${outcome}: ${reason}`
}

describe('the outcome of a dossier', function () {

  it('is early before its due day, on time on it at whatever hour, and late after it', () => {
    assert.equal(outcomeOf({ status: 9, finishedAt: at('2026-03-11T23:59') }), 'early')
    assert.equal(outcomeOf({ status: 9, finishedAt: at('2026-03-12T00:00') }), 'on-time')
    assert.equal(outcomeOf({ status: 9, finishedAt: at('2026-03-12T23:59') }), 'on-time')
    assert.equal(outcomeOf({ status: 9, finishedAt: at('2026-03-13T00:00') }), 'late')
  })

  it('is open within due until its due day has passed in Hanoi, then overdue', () => {
    assert.equal(outcomeOf({}, at('2026-03-12T23:59')), 'open-within-due')
    assert.equal(outcomeOf({}, at('2026-03-13T00:00')), 'open-overdue')
  })

  it('takes the return for the end where the source gives only that, and the finish before it', () => {
    assert.equal(outcomeOf({ status: 10, returnedAt: at('2026-03-13T08:00') }), 'late')
    assert.equal(outcomeOf({ status: 10, finishedAt: at('2026-03-10T08:00'), returnedAt: at('2026-03-13T08:00') }), 'early')
  })

  it('cannot be told, and says why', () => {
    assert.equal(outcomeOf({ status: 7, finishedAt: at('2026-03-10T08:00') }), 'unclassified: withdrawn')
    assert.equal(outcomeOf({ dueAt: null, finishedAt: at('2026-03-10T08:00') }), 'unclassified: no-due-date')
    assert.equal(outcomeOf({ dueAt: at('2026-03-01T17:00') }), 'unclassified: due-before-receipt')
    assert.equal(outcomeOf({ status: 9, finishedAt: at('2026-03-01T17:00') }), 'unclassified: ends-before-receipt')
    assert.equal(outcomeOf({ status: 9, finishedAt: at('2026-03-21T00:00') }), 'unclassified: end-in-future')
    for (const status of [3, 8, 9, 10]) assert.equal(outcomeOf({ status }), 'unclassified: end-unknown')
  })

  it('does not mind a source that knows days only', () => {
    assert.equal(outcomeOf({ status: 9, finishedAt: at('2026-03-02T00:00'), dueAt: at('2026-03-02T00:00') }), 'on-time')
  })

  const moments = fc.integer({ min: at('2026-03-01T00:00') / 3_600_000, max: at('2026-03-09T00:00') / 3_600_000 }).map((hour) => hour * 3_600_000)
  const anyFacts = fc.record<OutcomeFacts>({
    status: fc.integer({ min: 1, max: 10 }), registeredAt: moments, dueAt: fc.option(moments, { freq: 4 }), finishedAt: fc.option(moments, { freq: 2 }), returnedAt: fc.option(moments, { freq: 2 }),
  })

  it('is one of six for any dossier at any time, with a reason exactly where it cannot be told', () => fc.assert(fc.property(anyFacts, moments, (it, now) => {
    const { outcome, reason } = toOutcome(it, now)
    assert.ok(DOSSIER_OUTCOMES.includes(outcome))
    assert.equal(reason !== null, outcome === 'unclassified')
  })))

  it('is the same in the warehouse, row by row', async () => {
    const { warehouse } = await testService()
    const now = at('2026-03-05T12:00')
    const sample = fc.sample(anyFacts, { numRuns: 600, seed: 766 })
    const row = z.object({ outcome: z.string(), reason: z.string() }).transform((it) => `${it.outcome} ${it.reason}`)
    const moment = (epochMs: number | null) => (epochMs === null ? 'NULL' : `fromUnixTimestamp64Milli(${epochMs})`)
    const nullable = "Nullable(DateTime64(3, 'UTC'))"
    const rows = sample.map((it, index) => `(${[index, it.status, moment(it.registeredAt), moment(it.dueAt), moment(it.finishedAt), moment(it.returnedAt)].join()})`)
    const found = await warehouse.select({
      name: 'test', row,
      sql: `SELECT ${outcomeSql("toDate('2026-03-05')")} AS outcome, ${reasonSql("toDate('2026-03-05')")} AS reason
            FROM values('n UInt32, status UInt8, registered_at DateTime64(3, ''UTC''), due_at ${nullable.replaceAll("'", "''")}, finished_at ${nullable.replaceAll("'", "''")}, returned_at ${nullable.replaceAll("'", "''")}', ${rows.join()}) ORDER BY n`,
    }, {})
    const expected = sample.map((it) => { const { outcome, reason } = toOutcome(it, now); return `${outcome} ${reason ?? ''}` })
    assert.deepEqual(found, expected)
    for (const name of [...DOSSIER_OUTCOMES, ...unclassifiedReason.options]) assert.ok(found.some((it) => it.includes(name)), `no dossier of the sample is ${name}`)
  })
})
