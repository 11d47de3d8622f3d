import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { drawUuidV7, createRandom } from '../../simulate/random.ts'
import { ratingBatch } from '../../contract/rating.ts'
import { judgeRatings } from '../../ingest/http/judge-ratings.ts'
import { parseBy } from '../../platform/errors.ts'
import { connectWarehouse } from '../../platform/warehouse/connect-warehouse.ts'
import { migrateWarehouse } from '../../platform/warehouse/migrate-warehouse.ts'
import { createPlaces } from '../../registry/places.ts'

/**
 * Parse, validate, insert, in one process without HTTP or queue: what the machine could do at best. Prints ratings per second.
 * `overlapped` parses on while the engine inserts; otherwise each waits for the other, and one core is idle.
 */
const ROWS_PER_INSERT = 20_000
const PER_REQUEST = 50
const ratings = Number(process.argv[2] ?? 200_000)
const isOverlapped = process.argv[3] === 'overlapped'
/** Often enough that a begun insert reaches the engine while we parse. */
const REQUESTS_PER_TURN = 40
const COLUMNS = [
  'sender', 'id', 'occurred_at', 'corrected_at', 'sent_at', 'received_at', 'seq', 'centre_code', 'counter_code', 'procedure_code',
  'official_code', 'scale', 'score', 'reasons', 'comment', 'language', 'trigger',
]
const now = Date.now()
const stretch = { validFrom: '2020-01-01', validTo: null, nameVi: 'Quầy', nameEn: 'Counter' }
const places = createPlaces({
  units: new Map([['BENCH', [{ ...stretch, code: 'BENCH', parentCode: null, successorCode: null, kind: 'centre' as const }]]]),
  counters: new Map([['BENCH.Q1', [{ ...stretch, code: 'BENCH.Q1', centreCode: 'BENCH' }]]]), forwards: new Map(), today: () => '2026-01-01',
})
const sender = { kind: 'device' as const, id: 'device:0195aaaa-0000-7000-8000-000000000001', places: [{ counterCode: 'BENCH.Q1', from: 0, to: null }] }
const random = createRandom('ceiling')
const at = new Date(now).toISOString()
const bodies = Array.from({ length: ratings / PER_REQUEST }, (_, request) => JSON.stringify({
  sentAt: at,
  ratings: Array.from({ length: PER_REQUEST }, (__, i) => ({ id: drawUuidV7(random, now), seq: request * PER_REQUEST + i + 1, occurredAt: at, scale: 5, score: 4, language: 'vi', trigger: 'citizen' })),
}))

const dataDir = mkdtempSync(join(tmpdir(), 'thuoc-do-ceiling-'))
const warehouse = connectWarehouse({ dataDir, clickhouseUrl: null })
await migrateWarehouse(warehouse)
const startedAt = performance.now()
let waiting: unknown[][] = []
let inserting = Promise.resolve()
for (const [request, text] of bodies.entries()) {
  const body = parseBy(ratingBatch, JSON.parse(text))
  for (const row of judgeRatings(body.ratings, { places, sender, sentAt: now, receivedAt: now }).rows) {
    const [id, seq, occurredAt, scale, score, reasons, comment, language, counterCode, centreCode, procedureCode, officialCode, trigger] = row
    const instant = new Date(occurredAt).toISOString()
    waiting.push([sender.id, id, instant, instant, at, at, seq, centreCode, counterCode, procedureCode, officialCode, scale, score, reasons, comment, language, trigger])
  }
  if (waiting.length >= ROWS_PER_INSERT) {
    await inserting
    inserting = warehouse.insert('ratings', COLUMNS, waiting)
    waiting = []
    if (!isOverlapped) await inserting
  }
  if (request % REQUESTS_PER_TURN === 0) await setImmediate()
}
await inserting
await warehouse.insert('ratings', COLUMNS, waiting)
process.stdout.write(String(ratings / ((performance.now() - startedAt) / 1000)))
await warehouse.close()
rmSync(dataDir, { recursive: true, force: true })
process.exit(0)
