import assert from 'node:assert/strict'
import { selectCellsInRange } from '../../../analytics/queries/cells-in-range.ts'
import { toCountedDays } from '../../../contract/dossier-days.ts'
import { addMonths, toHanoiDay } from '../../../contract/period.ts'
import type { Dossier } from '../../../contract/dossier.ts'
import { aDossier } from '../../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../../support/ingest-room.ts'

const NOON = Date.parse('2026-06-10T12:00:00+07:00')
const at = (day: string) => `${day}T09:00:00+07:00`
const dossier = (over: Partial<Dossier>) => aDossier('CIR', { supplements: [], updatedAt: at('2026-06-09'), ...over })

/** Dossiers of every course: ended in and after its month, open still, late, without an appointment, asked twice for a supplement. */
const DOSSIERS = [
  dossier({ receivedAt: at('2026-02-27'), dueAt: at('2026-03-31'), finishedAt: at('2026-03-30') }),
  dossier({ receivedAt: at('2026-03-02'), dueAt: at('2026-04-30'), finishedAt: at('2026-06-01') }),
  dossier({ receivedAt: at('2026-04-30'), dueAt: at('2026-07-15'), finishedAt: null, status: 2 }),
  dossier({ receivedAt: at('2026-05-04'), dueAt: null, finishedAt: null, returnedAt: at('2026-05-05'), status: 10 }),
  dossier({ receivedAt: at('2026-01-15'), dueAt: at('2026-02-28'), finishedAt: at('2026-05-20'), supplements: [
    { requestedAt: at('2026-02-02'), completedAt: at('2026-02-03') }, { requestedAt: at('2026-01-20'), completedAt: at('2026-01-22') }, { requestedAt: at('2026-04-10') }] }),
]

describe('the cells of a range of days', function () {
  let room: IngestRoom
  before(async () => {
    room = await openIngestRoom({ clock: () => NOON })
    await room.client.makeCentre('CIR')
    const answer = await room.client.request('POST', '/api/v1/dossiers', { token: room.client.key, body: { dossiers: DOSSIERS } })
    assert.deepEqual([answer.status, answer.json.rejected], [202, []])
    await room.settled()
  })
  after(() => room.close())

  it('are the days on which a dossier can count, found in the warehouse as the writer finds them', async () => {
    const dayOf = (instant: string | null | undefined) => (instant ? toHanoiDay(Date.parse(instant)) : null)
    const expected = new Set(DOSSIERS.flatMap((it) => toCountedDays({
      receivedOn: dayOf(it.receivedAt) ?? '', dueOn: dayOf(it.dueAt), endedOn: dayOf(it.finishedAt) ?? dayOf(it.returnedAt),
      returnedOn: dayOf(it.returnedAt), askedAgainOn: dayOf((it.supplements ?? []).map((one) => one.requestedAt).sort()[1]),
    }, '2026-06-10')))
    const found = new Set<string>()
    for (let month = '2026-01'; month < '2026-09'; month = addMonths(month, 1)) {
      const cells = await selectCellsInRange(room.warehouse, { from: `${month}-01`, to: `${addMonths(month, 1)}-01`, today: '2026-06-10', unitCode: null })
      for (const it of cells) if (it.centreCode === 'CIR') found.add(it.day)
      assert.ok(cells.every((it) => it.day.startsWith(month)), month)
    }
    assert.deepEqual([...found].sort(), [...expected].sort())
  })
})
