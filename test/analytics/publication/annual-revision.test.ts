import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { askAnnualRevision } from '../../../analytics/publication/annual-revision.ts'
import { approveEdition, findEdition, freezeEdition, listEditions } from '../../../analytics/publication/edition-table.ts'
import { planPublications, publicationMoment } from '../../../analytics/publication/publication-calendar.ts'
import type { EditionKind } from '../../../contract/edition.ts'
import type { RecordStore } from '../../../platform/record/record.ts'
import { isWeeklyDayOff } from '../../../registry/working-calendar/days.ts'
import { freshRecord } from '../../support/stores.ts'

const isWorkingDay = (day: string) => !isWeeklyDayOff(day)
const CONTENTS = { inputs: { ratings: 0, dossiers: 0, measures: 0, lastReceivedAt: { ratings: null, dossiers: null, measures: null }, setAside: [] }, definitions: [], schemes: [] }

describe('the revision of a whole year', () => {
  let record: RecordStore
  let now: number
  const askOn = (day: string) => {
    now = Date.parse(`${day}T10:00:00+07:00`)
    return askAnnualRevision({ record, clock: () => now, isWorkingDay })
  }
  const insert = (period: string, number: number, kind: EditionKind, state: string) => record.query(
    `INSERT INTO edition (id, period, number, kind, reason, state, asked_at, asked_by, closed_at, ready_at, frozen_at, approved_at, approved_by, publish_at, build, computed_at, contents, content_hash, csv_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'person:a', $7, $7, $8, $8, $9, $8, $1, $7, $10::json, 'x', 'x')`,
    [randomUUID(), period, number, kind, number === 1 ? null : 'Sửa ngoài lịch vì thiếu một tỉnh', state, new Date('2025-06-15'), state === 'frozen' ? new Date('2025-06-16') : null, state === 'frozen' ? 'person:b' : null, JSON.stringify(CONTENTS)],
  )

  before(async () => {
    record = await freshRecord()
    await insert('2025-01', 1, 'final', 'frozen')
    await insert('2025-01', 2, 'revision', 'frozen')
    await insert('2025-02', 1, 'provisional', 'frozen')
    await insert('2025-03', 1, 'final', 'closed')
    await insert('2024-12', 1, 'final', 'frozen')
  })
  it('is asked for a week before its planned day, for every published month of the year, once', async () => {
    assert.deepEqual([await askOn('2026-04-07'), await askOn('2026-05-16')], [[], []])
    assert.deepEqual([await askOn('2026-04-08'), await askOn('2026-04-08')], [['2025-01', '2025-02'], []])
    const asked = (await listEditions(record)).filter((it) => it.isAnnual).map((it) => `${it.period} ${it.number} ${it.kind} ${it.state} ${it.askedBy}`)
    assert.deepEqual(asked, ['2025-02 2 final asked system', '2025-01 3 revision asked system'])
    assert.equal((await record.query("SELECT 1 FROM audit_log WHERE action = 'edition.ask' AND detail->>'annual' = 'true'")).length, 2)
  })

  it('takes a month up that was under way then, once it is out', async () => {
    await record.query("UPDATE edition SET state = 'frozen', frozen_at = $1, approved_at = $1, approved_by = 'person:b', publish_at = $1 WHERE period = '2025-03'", [new Date(now)])
    assert.deepEqual(await askOn('2026-04-09'), ['2025-03'])
  })

  it('comes out on the planned day when somebody has approved it, and stands in the calendar as out with its last month', async () => {
    const outOf = async () => planPublications(now, isWorkingDay, (await listEditions(record)).filter((it) => it.state === 'frozen').reverse()).find((it) => it.period === '2025')
    for (const period of ['2025-01', '2025-02', '2025-03']) {
      await record.query("UPDATE edition SET state = 'closed', closed_at = $2, ready_at = $2, build = id, computed_at = $2, contents = $3::json, content_hash = 'x', csv_hash = 'x' WHERE period = $1 AND is_annual", [period, new Date(now), JSON.stringify(CONTENTS)])
      const edition = await findEdition(record, period)
      assert.ok(edition?.isAnnual)
      const publishAt = new Date(publicationMoment(edition, now, isWorkingDay))
      assert.equal(publishAt.toISOString(), '2026-04-15T02:00:00.000Z')
      assert.equal(await approveEdition(record, edition, { actor: 'person:b', note: null, at: new Date(now), publishAt }), true)
      assert.equal((await outOf())?.publishedAt, null)
      await record.query("INSERT INTO signing_key (id, public_key, sealed_private_key, made_at, made_by) VALUES ('k', 'k', 'k', $1, 'system') ON CONFLICT DO NOTHING", [new Date(now)])
      assert.equal(await freezeEdition(record, edition, { manifest: '{}', signature: '{}', keyId: 'k' }, publishAt), true)
    }
    assert.deepEqual(await outOf(), { period: '2025', kind: 'revision', plannedAt: '2026-04-15T02:00:00.000Z', publishedAt: '2026-04-15T02:00:00.000Z' })
    assert.deepEqual(await askOn('2026-04-16'), [])
  })
})
