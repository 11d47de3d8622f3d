import assert from 'node:assert/strict'
import { correctClock } from '../../ingest/pipeline/correct-clock.ts'
import type { RatingFact } from '../../ingest/pipeline/rating-fact.ts'
import { runPipeline } from '../../ingest/pipeline/run-pipeline.ts'

const NOON = Date.parse('2026-10-14T05:00:00Z')
const HOUR = 3_600_000
const aFact = (over: Partial<RatingFact>): RatingFact => ({
  sender: 'device:1', id: '0195aaaa-0000-7000-8000-000000000001', seq: 1, occurredAt: NOON, correctedAt: NOON, sentAt: NOON, receivedAt: NOON,
  centreCode: 'C', counterCode: 'C.1', procedureCode: '', officialCode: '', channel: '', scale: 5, score: 4, reasons: [], comment: '',
  language: 'vi', trigger: 'citizen', dossierCode: '', dossierHash: '', flags: [], contentHash: '1', ...over,
})
const run = async (fact: RatingFact) => {
  const { facts, setAside } = await runPipeline([correctClock], [fact])
  return { correctedBy: facts[0] && facts[0].correctedAt - facts[0].occurredAt, reasons: setAside.map((it) => it.reason), facts: facts.length }
}

describe('what was not counted is visible, with its reason', () => {
  it('a tablet’s clock that is a few seconds off is believed', async () => {
    assert.deepEqual(await run(aFact({ sentAt: NOON - 20_000 })), { correctedBy: 0, reasons: [], facts: 1 })
  })

  it('a tablet’s clock that is hours off is corrected by the skew of its sending', async () => {
    assert.deepEqual(await run(aFact({ occurredAt: NOON - 7 * HOUR, sentAt: NOON - 7 * HOUR })), { correctedBy: 7 * HOUR, reasons: [], facts: 1 })
  })

  it('a rating that waited in a tablet keeps its time', async () => {
    assert.deepEqual(await run(aFact({ occurredAt: NOON - 50 * HOUR })), { correctedBy: 0, reasons: [], facts: 1 })
  })

  it('a time no clock can explain is set aside, not dropped', async () => {
    assert.deepEqual(await run(aFact({ occurredAt: 0 })), { correctedBy: undefined, reasons: ['implausible-time'], facts: 0 })
  })

  it('a system’s clock is believed', async () => {
    assert.deepEqual(await run(aFact({ sender: 'key:1', occurredAt: NOON - 7 * HOUR, sentAt: NOON - 7 * HOUR })), { correctedBy: 0, reasons: [], facts: 1 })
  })
})
