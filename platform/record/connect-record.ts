import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import type { RecordStore } from './record.ts'

const INT8 = 20
const DATE = 1082

/**
 * Both engines answer alike: days stay text (`2026-08-31`; a Date would shift them by the machine's time zone),
 * counts are numbers, instants are Dates.
 */
const PARSERS: Record<number, (text: string) => unknown> = { [INT8]: Number, [DATE]: (text) => text }

const SERVER_CONNECTIONS = 10
const CONNECT_TIMEOUT_MS = 10_000

function connectServer(connectionString: string): RecordStore {
  const pool = new pg.Pool({
    connectionString, max: SERVER_CONNECTIONS, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, application_name: 'thuoc-do',
    types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => PARSERS[oid] ?? pg.types.getTypeParser(oid, format) },
  })
  // An idle connection that breaks is replaced at the next query; without a listener Node would end the process.
  pool.on('error', () => {})
  return {
    query: async <Row extends object>(sql: string, values: unknown[] = []) => (await pool.query<Row>(sql, values)).rows,
    transaction: async (work) => {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        await client.query('BEGIN')
        const result = await work({
          query: async <Row extends object>(sql: string, values: unknown[] = []) => (await client.query<Row>(sql, values)).rows,
        })
        await client.query('COMMIT')
        return result
      } catch (error) {
        // A connection that cannot even roll back is thrown away, so nobody inherits its open transaction.
        await client.query('ROLLBACK').catch((reason: Error) => { broken = reason })
        throw error
      } finally {
        client.release(broken)
      }
    },
    close: () => pool.end(),
  }
}

/**
 * PostgreSQL in this process. What a query answered is in the files of DATA_DIR/record, so a killed process loses
 * nothing of it; `relaxedDurability` must stay off. One connection: a transaction makes all others wait, so inside one
 * only its own session may be asked.
 */
async function connectEmbedded(dataDir: string): Promise<RecordStore> {
  const path = join(dataDir, 'record')
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const engine = await PGlite.create({ dataDir: path, relaxedDurability: false, parsers: PARSERS })
  return {
    query: async <Row extends object>(sql: string, values: unknown[] = []) => (await engine.query<Row>(sql, values)).rows,
    transaction: (work) =>
      engine.transaction((transaction) =>
        work({
          query: async <Row extends object>(sql: string, values: unknown[] = []) => (await transaction.query<Row>(sql, values)).rows,
        }),
      ),
    close: () => engine.close(),
  }
}

/** Opens the operational record: the server at `databaseUrl`, or the embedded engine in `dataDir`/record. */
export const connectRecord = async (
  { dataDir, databaseUrl }: { dataDir: string; databaseUrl: string | null },
): Promise<RecordStore> => (databaseUrl ? connectServer(databaseUrl) : connectEmbedded(dataDir))
