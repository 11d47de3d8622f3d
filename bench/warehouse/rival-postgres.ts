import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../../scripts/postgres-cluster.ts'
import type { Country } from './country.ts'

/**
 * The same questions in both engines, like with like: the same ratings as rows, with the indexes one would make, and the same sums by
 * counter and day. Text for both; only the names of functions differ.
 */
interface Duel { name: string; clickhouse: string; postgres: string }
const AUGUST = "day >= '2026-08-01' AND day < '2026-09-01'"
const SATISFIED = { clickhouse: 'countIf(score >= 4), count()', postgres: 'count(*) FILTER (WHERE score >= 4), count(*)' }
const OF_SUMS = { clickhouse: 'sumIf(ratings, score >= 4), sum(ratings)', postgres: 'sum(ratings) FILTER (WHERE score >= 4), sum(ratings)' }
const duel = (name: string, toSql: (sums: string) => string, sums: { clickhouse: string; postgres: string }): Duel =>
  ({ name, clickhouse: toSql(sums.clickhouse), postgres: toSql(sums.postgres) })

export const DUELS: readonly Duel[] = [
  duel('rows: every centre in a month', (it) => `SELECT centre, ${it} FROM duel_rows WHERE ${AUGUST} GROUP BY centre`, SATISFIED),
  duel('rows: one centre in a month', (it) => `SELECT counter, ${it} FROM duel_rows WHERE centre = 'T00097' AND ${AUGUST} GROUP BY counter`, SATISFIED),
  duel('rows: every month of the year', (it) => `SELECT EXTRACT(MONTH FROM day), ${it} FROM duel_rows GROUP BY 1`, SATISFIED),
  duel('sums: every centre in a month', (it) => `SELECT centre, ${it} FROM duel_sums WHERE ${AUGUST} GROUP BY centre`, OF_SUMS),
  duel('sums: one centre in a month', (it) => `SELECT counter, ${it} FROM duel_sums WHERE centre = 'T00097' AND ${AUGUST} GROUP BY counter`, OF_SUMS),
  duel('sums: every month of the year', (it) => `SELECT EXTRACT(MONTH FROM day), ${it} FROM duel_sums GROUP BY 1`, OF_SUMS),
]

/** Copies one rating of `oneOf`, from every day, into plain tables of both engines, and answers how long each question takes (median of five, milliseconds). */
export async function duelWithPostgres({ warehouse }: Country, { oneOf, port }: { oneOf: number; port: number }): Promise<{ name: string; clickhouse: number; postgres: number }[]> {
  const directory = mkdtempSync(join(tmpdir(), 'thuoc-do-postgres-'))
  const cluster = await startPostgres({ directory, port })
  const client = new pg.Client({ connectionString: cluster.url })
  await client.connect()
  try {
    await warehouse.run(`CREATE TABLE duel_rows (day Date, centre LowCardinality(String), counter LowCardinality(String), score UInt8) ENGINE = MergeTree ORDER BY (centre, day)`)
    await warehouse.run(`INSERT INTO duel_rows SELECT toDate(corrected_at, 'Asia/Ho_Chi_Minh'), centre_code, counter_code, score FROM ratings WHERE cityHash64(id) % ${oneOf} = 0`)
    await warehouse.run(`CREATE TABLE duel_sums (day Date, centre LowCardinality(String), counter LowCardinality(String), score UInt8, ratings UInt32) ENGINE = MergeTree ORDER BY (centre, day)`)
    await warehouse.run('INSERT INTO duel_sums SELECT day, centre, counter, score, count() FROM duel_rows GROUP BY ALL')
    const file = join(directory, 'rows.csv')
    await warehouse.run(`SELECT * FROM duel_rows INTO OUTFILE '${file}' TRUNCATE FORMAT CSV`)
    await client.query('CREATE UNLOGGED TABLE duel_rows (day date, centre text, counter text, score smallint)')
    await client.query(`COPY duel_rows FROM '${file}' WITH (FORMAT csv)`)
    await client.query('CREATE INDEX ON duel_rows (centre, day); CREATE INDEX ON duel_rows (day)')
    await client.query('CREATE UNLOGGED TABLE duel_sums AS SELECT day, centre, counter, score, count(*)::int AS ratings FROM duel_rows GROUP BY 1, 2, 3, 4')
    await client.query('CREATE INDEX ON duel_sums (centre, day); CREATE INDEX ON duel_sums (day)')
    await client.query('VACUUM ANALYZE')
    const results = []
    for (const { name, clickhouse, postgres } of DUELS) {
      results.push({
        name, clickhouse: await medianOf(() => warehouse.run(`${clickhouse} FORMAT Null`, {}, 'read')), postgres: await medianOf(() => client.query(postgres)),
      })
    }
    return results
  } finally {
    await client.end()
    cluster.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const took: number[] = []
  for (let i = 0; i < 5; i += 1) {
    const startedAt = performance.now()
    await work()
    took.push(performance.now() - startedAt)
  }
  return took.toSorted((a, b) => a - b)[2] ?? 0
}
