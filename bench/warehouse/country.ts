import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '../../platform/logger.ts'
import { readConfig } from '../../platform/config.ts'
import { connectRedis } from '../../platform/redis/connect-redis.ts'
import { launchRedis } from '../../platform/redis/launch-redis.ts'
import { connectWarehouse } from '../../platform/warehouse/connect-warehouse.ts'
import { createDirtyDays, type DailyKind, type DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import { migrateWarehouse } from '../../platform/warehouse/migrate-warehouse.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'

/** A country of 34 provinces, with so many communes, each with its centre, and counters spread over them. */
export interface CountrySize { communes: number; counters: number }
export const VIETNAM: CountrySize = { communes: 3_321, counters: 40_000 }
export const PROVINCE: CountrySize = { communes: 124, counters: 1_200 }
const PROVINCES = 34

export interface Country { warehouse: Warehouse; dirtyDays: DirtyDays; size: CountrySize; close(): Promise<void> }

const ALWAYS = "toDate32('1970-01-01'), toDate32('2200-01-01')"

/** An empty warehouse with the tree of the country in it, and a Redis for the marks. */
export async function openCountry(size: CountrySize): Promise<Country> {
  const dataDir = mkdtempSync(join(tmpdir(), 'thuoc-do-bench-'))
  const logger = createLogger(readConfig({ LOG_LEVEL: 'error' }))
  const { socketPath, stop } = await launchRedis({ dataDir, logger })
  const redis = connectRedis({ socketPath })
  const warehouse = connectWarehouse({ dataDir, clickhouseUrl: null })
  await migrateWarehouse(warehouse)
  const commune = `leftPad(toString(number), 5, '0')`
  // As in the official list, where the codes of a province's communes lie together.
  const ofPlace = (place: string) => `concat('P', leftPad(toString(${place}), 2, '0'))`
  const province = ofPlace(`intDiv(number * ${PROVINCES}, ${size.communes})`)
  const ancestry = (code: string, ancestor: string, kind: string, count: number) =>
    `SELECT ${code} AS code, ${ancestor} AS ancestor_code, '${kind}' AS ancestor_kind, ${ALWAYS} FROM numbers(${count})`
  const centre = `concat('T', ${commune})`
  await warehouse.run(`INSERT INTO unit_ancestry ${[
    ancestry("'VN'", "'VN'", 'country', 1),
    ...[['province', ofPlace('number'), PROVINCES], ['commune', `concat('C', ${commune})`, size.communes], ['centre', centre, size.communes]]
      .flatMap(([kind, code, count]) => [ancestry(String(code), String(code), String(kind), Number(count)), ancestry(String(code), "'VN'", 'country', Number(count))]),
    ...[`concat('C', ${commune})`, centre].map((code) => ancestry(code, province, 'province', size.communes)),
    ancestry(centre, `concat('C', ${commune})`, 'commune', size.communes),
  ].join(' UNION ALL ')}`)
  await warehouse.run(`INSERT INTO fact_places
    SELECT DISTINCT code, toDate32('1970-01-01'), code, 1 FROM unit_ancestry UNION ALL
    SELECT concat('Q', leftPad(toString(number), 5, '0')), toDate32('1970-01-01'), concat('T', leftPad(toString(number % ${size.communes}), 5, '0')), 1 FROM numbers(${size.counters})`)
  return {
    warehouse, size, dirtyDays: createDirtyDays(redis),
    close: async () => {
      await warehouse.close()
      redis.disconnect()
      await stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const PER_STATEMENT = 2_000_000
async function inSteps(rows: number, fill: (count: number, offset: number) => Promise<void>): Promise<void> {
  for (let offset = 0; offset < rows; offset += PER_STATEMENT) await fill(Math.min(PER_STATEMENT, rows - offset), offset)
}

/** Moments in the opening hours (07–17) of `days` days from `from` on. */
const moment = (from: string, days: number) =>
  `toDateTime64('${from} 07:00:00', 3, 'Asia/Ho_Chi_Minh') + toIntervalDay(rand(1) % ${days}) + toIntervalSecond(rand(2) % 36000)`

/** Ratings of all counters, as the pipeline leaves them. */
export const fillRatings = ({ warehouse, size }: Country, { from, days, rows }: { from: string; days: number; rows: number }): Promise<void> => inSteps(rows, (count) => warehouse.run(`
  INSERT INTO ratings (sender, id, occurred_at, corrected_at, received_at, sent_at, seq, centre_code, counter_code, procedure_code, channel, scale, score, language, trigger, content_hash)
  SELECT concat('device:', toString(counter)), generateUUIDv4(), at, at, at, at, 0, concat('T', leftPad(toString(counter % ${size.communes}), 5, '0')),
    concat('Q', leftPad(toString(counter), 5, '0')), concat('1.', leftPad(toString(counter % 50 + rand(3) % 40), 6, '0')), ['direct', 'online'][1 + (rand(4) % 10 = 0)],
    5, [1, 2, 3, 4, 4, 5, 5, 5, 5, 5][1 + rand(5) % 10], 'vi', 'citizen', 1
  FROM (SELECT rand(6) % ${size.counters} AS counter, ${moment(from, days)} AS at FROM numbers(${count}))`))

/** Dossiers received from a month before `from` on: in time, late, open, with and without what can be digitised or paid. */
export const fillDossiers = ({ warehouse, size }: Country, { from, days, rows }: { from: string; days: number; rows: number }): Promise<void> => inSteps(rows, (count, offset) => warehouse.run(`
  INSERT INTO dossiers (agency_code, code, sender, centre_code, counter_code, procedure_code, sector_code, channel, status, registered_at, due_at, finished_at,
    components, components_digitised, components_reused, result_electronic, online_eligible, fee, paid, paid_online, updated_at, received_at)
  SELECT concat('C', leftPad(toString(counter % ${size.communes}), 5, '0')), toString(${offset} + number), 'key', concat('T', leftPad(toString(counter % ${size.communes}), 5, '0')),
    concat('Q', leftPad(toString(counter), 5, '0')), concat('1.', leftPad(toString(counter % 50 + rand(3) % 40), 6, '0')), concat('LV', toString(counter % 12)),
    ['direct', 'online', 'postal'][1 + rand(4) % 3], if(is_open, 4, 9), at, at + toIntervalDay(5 + rand(7) % 15), if(is_open, NULL, toNullable(at + toIntervalDay(rand(8) % 18))),
    rand(9) % 5, rand(9) % 5, rand(10) % 2, rand(11) % 2, rand(12) % 2, (rand(13) % 3) * 50000, 1, ['no', 'national', 'local'][1 + rand(14) % 3], at, at
  FROM (SELECT number, rand(6) % ${size.counters} AS counter, ${moment(from, days)} AS at, rand(15) % 20 = 0 AS is_open FROM numbers(${count}))`))

/** Marks every day and centre of a month. */
export async function markMonth({ dirtyDays, size }: Country, kind: DailyKind, month: string, days: number): Promise<void> {
  for (let day = 1; day <= days; day += 1) {
    await dirtyDays.mark(kind, Array.from({ length: size.communes }, (_, number) => ({ day: `${month}-${String(day).padStart(2, '0')}`, centreCode: `T${String(number).padStart(5, '0')}` })))
  }
}
