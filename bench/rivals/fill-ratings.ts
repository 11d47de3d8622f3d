import { connectWarehouse } from '../../platform/warehouse/connect-warehouse.ts'

/** Fills `ratings` inside the engine: so many rows of 40,000 other tablets, spread over a year until now. */
const [dataDir = '', rows = '0'] = process.argv.slice(2)
const PER_STATEMENT = 2_000_000
const warehouse = connectWarehouse({ dataDir, clickhouseUrl: null })
for (let from = 0; from < Number(rows); from += PER_STATEMENT) {
  const count = Math.min(PER_STATEMENT, Number(rows) - from)
  await warehouse.run(`
    INSERT INTO ratings (sender, id, occurred_at, corrected_at, received_at, sent_at, seq, centre_code, counter_code, scale, score, language, trigger, content_hash)
    SELECT concat('device:fill-', toString(rand(1) % 40000)), generateUUIDv4(), at, at, at, at, 0, concat('C', toString(rand(2) % 3321)), concat('C', toString(rand(2) % 3321), '.Q', toString(rand(3) % 12)),
      5, 1 + rand(4) % 5, 'vi', 'citizen', rand64(5)
    FROM (SELECT now64(3) - toIntervalSecond(rand(6) % 31536000) AS at, number FROM numbers(${count}))`)
  process.stdout.write(`${((from + count) / 1e6).toFixed(0)} million rows\r`)
}
process.stdout.write('\n')
await warehouse.close()
process.exit(0)
