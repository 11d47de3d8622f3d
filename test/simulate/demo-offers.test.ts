import assert from 'node:assert/strict'
import { detectSelectivePrompting, type PromptingCell } from '../../analytics/detection/selective-prompting.ts'
import { dossierBatch } from '../../contract/dossier.ts'
import { toHanoiDay } from '../../contract/period.ts'
import { toOfferId } from '../../ingest/offers/offer-board.ts'
import { thuDucCentre } from '../../simulate/demo-centres.ts'
import { handOver, selectiveCounter, toTabletOfferId } from '../../simulate/demo-offers.ts'
import { daysThrough } from '../../simulate/opening-hours.ts'

describe('the tablets of the demo that ask', () => {
  const counters = thuDucCentre.counters.slice(0, 3)
  const month = counters.flatMap((counter) => [...daysThrough('2026-10-01', '2026-10-31')].flatMap((day) => handOver(766, counter, day).map((it) => ({ ...it, day }))))

  it('ask about dossiers that fit the contract, are there once, and lie before the day they were handed over', () => {
    dossierBatch.parse({ dossiers: month.map((it) => it.dossier) })
    assert.equal(new Set(month.map((it) => it.dossier.code)).size, month.length)
    assert.ok(month.every(({ dossier, day }) => dossier.receivedAt < (dossier.returnedAt ?? '') && toHanoiDay(Date.parse(dossier.returnedAt ?? '')) === day))
    assert.deepEqual(handOver(766, counters[0] as typeof counters[0], '2026-10-05'), handOver(766, counters[0] as typeof counters[0], '2026-10-05'))
  })

  it('name an offer as the server does', () => {
    for (const { dossier } of month.slice(0, 5)) assert.equal(toTabletOfferId(dossier), toOfferId(dossier.agencyCode, dossier.code))
  })

  it('are found where one of them rarely asks about late dossiers', () => {
    const cells = month.map(({ dossier, day, offeredAt }): PromptingCell => ({
      centre: thuDucCentre.unit.code, counter: dossier.counterCode ?? '', day, hour: 9, outcome: (dossier.dueAt ?? '') < (dossier.returnedAt ?? '') && toHanoiDay(Date.parse(dossier.dueAt ?? '')) < day ? 'late' : 'on-time',
      handedOver: 1, asked: offeredAt === null ? 0 : 1,
    }))
    assert.deepEqual(detectSelectivePrompting(cells, new Set()).filter((it) => it.kind === 'outcome').map((it) => it.counter), [selectiveCounter])
  })
})
