import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createClient, type ClickHouseClient } from '@clickhouse/client'
import { createChdbConnection } from 'chdb/connection'
import type { Lane, Warehouse, WarehouseQuery } from './warehouse.ts'

/**
 * Settings go into the SQL, never into the client: on the embedded engine they would stay on the session.
 * FINAL may skip merging across partitions because a repeated event keeps its `occurredAt`, hence its partition.
 */
const SETTINGS: Record<Lane, string> = {
  read: 'max_execution_time = 20, do_not_merge_across_partitions_select_final = 1',
  job: 'max_execution_time = 600, do_not_merge_across_partitions_select_final = 1',
  write: 'max_execution_time = 60',
}

/** One embedded client runs one query at a time, so each lane has its own; a long job then delays no page and no insert. */
const EMBEDDED_CLIENTS: Record<Lane, number> = { read: 2, job: 1, write: 1 }

/** Long lists of ids stand in the text; a statement cannot set this for itself. */
const MAX_QUERY_BYTES = String(4 * 1024 * 1024)

/** What a file begins and ends with. */
const FILE_MARKS = { Parquet: [Buffer.from('PAR1'), Buffer.from('PAR1')] } as const

interface Pool { clientFor(lane: Lane): { client: ClickHouseClient; release(): void }; close(): Promise<void> }

function createEmbeddedPool(path: string): Pool {
  const open = () => {
    const client = createClient({ connection: createChdbConnection({ path }) as never })
    // A connection runs its statements one after the other, so this is in force before the first of them.
    client.command({ query: `SET max_query_size = ${MAX_QUERY_BYTES}` }).catch(() => {})
    return { client, running: 0 }
  }
  const lanes = Object.fromEntries(
    Object.entries(EMBEDDED_CLIENTS).map(([lane, count]) => [lane, Array.from({ length: count }, open)]),
  ) as Record<Lane, ReturnType<typeof open>[]>
  return {
    clientFor: (lane) => {
      const least = lanes[lane].reduce((best, one) => (one.running < best.running ? one : best))
      least.running += 1
      return { client: least.client, release: () => void (least.running -= 1) }
    },
    close: async () => {
      for (const { client } of Object.values(lanes).flat()) await client.close()
    },
  }
}

function createServerPool(url: string): Pool {
  const client = createClient({ url, application: 'thuoc-do', max_open_connections: 16, clickhouse_settings: { max_query_size: MAX_QUERY_BYTES } })
  return { clientFor: () => ({ client, release: () => {} }), close: () => client.close() }
}

/** ClickHouse in this process (DATA_DIR/warehouse) or by URL, behind one interface. */
export function connectWarehouse({ dataDir, clickhouseUrl }: { dataDir: string; clickhouseUrl: string | null }): Warehouse {
  const embeddedPath = join(dataDir, 'warehouse')
  if (!clickhouseUrl) mkdirSync(embeddedPath, { recursive: true })
  const pool = clickhouseUrl ? createServerPool(clickhouseUrl) : createEmbeddedPool(embeddedPath)

  const on = async <T>(lane: Lane, work: (client: ClickHouseClient) => Promise<T>): Promise<T> => {
    const { client, release } = pool.clientFor(lane)
    try {
      return await work(client)
    } finally {
      release()
    }
  }
  return {
    select: <Params extends Record<string, unknown>, Row>(query: WarehouseQuery<Params, Row>, params: Params) =>
      on(query.lane ?? 'read', async (client) => {
        const result = await client.query({
          query: `${query.sql}\nSETTINGS ${SETTINGS[query.lane ?? 'read']}`, query_params: params, format: 'JSONEachRow',
        })
        return (await result.json()).map((row) => query.row.parse(row))
      }),
    selectFile: (sql, params, format) =>
      on('job', async (client) => {
        const { stream } = await client.exec({ query: `${sql}\nSETTINGS ${SETTINGS.job} FORMAT ${format}`, query_params: params })
        const parts: Uint8Array[] = []
        for await (const part of stream) parts.push(Buffer.from(part as Uint8Array))
        const file = Buffer.concat(parts)
        // An engine that fails on the way says so in the middle of what it answers.
        if (!FILE_MARKS[format].every((mark, index) => file.subarray(...(index === 0 ? [0, mark.length] : [-mark.length])).equals(mark))) throw new Error(`The engine wrote no ${format} file.`)
        return file
      }),
    insert: (table, columns, rows) =>
      on('write', async (client) => {
        if (rows.length === 0) return
        await client.insert({ table, columns: columns as [string, ...string[]], values: rows, format: 'JSONCompactEachRow' })
      }),
    run: (sql, params = {}, lane = 'job') =>
      on(lane, async (client) => void (await client.command({ query: sql, query_params: params }))),
    close: pool.close,
  }
}
