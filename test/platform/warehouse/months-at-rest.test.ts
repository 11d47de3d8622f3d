import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Warehouse } from '../../../platform/warehouse/warehouse.ts'
import { testService } from '../../support/service.ts'

const MIGRATION = new URL('../../../platform/warehouse/migrations/0038_read_months_at_rest_unfolded.sql', import.meta.url)

describe('sums of months at rest', () => {
  let warehouse: Warehouse
  const read = async (sql: string) => (await warehouse.select({ name: 'test', sql, row: z.object({ value: z.string() }) }, {})).map((it) => it.value)
  before(async () => { warehouse = (await testService()).warehouse })
  after(async () => { for (const name of ['resting_units', 'resting_units_moving']) await warehouse.run(`DROP TABLE IF EXISTS ${name}`) })

  it('lose nothing when the change of their table is interrupted at any step', async () => {
    // The steps of one of its tables, on a table of the same kind as that was before.
    const steps = readFileSync(MIGRATION, 'utf8').split(/;\s*$/m).map((it) => it.trim()).filter((it) => /rating_units/.test(it)).map((it) => it.replaceAll('rating_units', 'resting_units'))
    assert.equal(steps.length, 5)
    const cells = () => read("SELECT concat(unit_code, ' ', toString(day), ': ', toString(ratings)) AS value FROM resting_units FINAL WHERE is_deleted = 0 ORDER BY value")
    for (let done = 0; done <= steps.length; done += 1) {
      for (const name of ['resting_units', 'resting_units_moving']) await warehouse.run(`DROP TABLE IF EXISTS ${name}`)
      await warehouse.run('CREATE TABLE resting_units AS rating_units ENGINE = ReplacingMergeTree(version, is_deleted) PARTITION BY toYYYYMM(day) ORDER BY (level, unit_code, day, channel, language, scale, score)')
      for (const rows of [[['A', '2026-03-01', 4, 1, 0], ['A', '2026-04-01', 5, 1, 0], ['B', '2026-04-01', 6, 1, 0]], [['A', '2026-04-01', 7, 2, 0], ['B', '2026-04-01', 0, 2, 1]]]) {
        await warehouse.insert('resting_units', ['unit_code', 'day', 'ratings', 'version', 'is_deleted'], rows)
      }
      const before = await cells()
      assert.deepEqual(before, ['A 2026-03-01: 4', 'A 2026-04-01: 7'])
      for (const step of [...steps.slice(0, done), ...steps]) await warehouse.run(step)
      assert.deepEqual(await cells(), before, `interrupted after ${done} steps`)
    }
  })

  it('are merged by the engine itself, and count a deleted cell as nothing', async () => {
    const [engine = ''] = await read("SELECT engine_full AS value FROM system.tables WHERE database = currentDatabase() AND name = 'rating_units'")
    assert.match(engine, /^ReplacingMergeTree\(version\) .*min_age_to_force_merge_seconds = 900, min_age_to_force_merge_on_partition_only = 1/)
  })
})
