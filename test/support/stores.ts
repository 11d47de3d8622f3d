import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import type { AccessSettings } from '../../access/create-access.ts'
import { readConfig } from '../../platform/config.ts'
import { createLogger } from '../../platform/logger.ts'
import { connectRecord } from '../../platform/record/connect-record.ts'
import { migrateRecord } from '../../platform/record/migrate-record.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { connectRedis } from '../../platform/redis/connect-redis.ts'
import { launchRedis } from '../../platform/redis/launch-redis.ts'
import { freePort } from './free-port.ts'
import { startPostgres } from '../../scripts/postgres-cluster.ts'

export const quietLogger = createLogger({ logLevel: 'fatal' })

/** A key of this run and nothing else that is not there by default. */
export const accessSettings: AccessSettings = { ...readConfig({}), secretKeys: [{ id: 'test', key: randomBytes(32) }] }

const cleanUps: (() => unknown)[] = []

/** A directory that is gone when the tests are. */
export function freshDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'thuoc-do-stores-'))
  cleanUps.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}

let migrated: Promise<string> | null = null

/** Making a database takes seconds, copying one does not: every test file gets a copy of the first. */
const migratedDirectory = () => (migrated ??= (async () => {
  const dataDir = freshDirectory()
  const record = await connectRecord({ dataDir, databaseUrl: null })
  await migrateRecord(record)
  await record.close()
  return dataDir
})())

/** Puts a migrated, empty record into a DATA_DIR. */
export async function copyMigratedRecord(dataDir: string): Promise<void> {
  cpSync(await migratedDirectory(), dataDir, { recursive: true })
}

/** A DATA_DIR with a migrated, empty record that nobody has open. */
export async function freshRecordDirectory(): Promise<string> {
  const dataDir = freshDirectory()
  await copyMigratedRecord(dataDir)
  return dataDir
}

/** `npm run test:postgres` sets it: the same tests with the record on a PostgreSQL server. */
const onServer = process.env['RECORD_ON_SERVER'] === '1'

let server: Promise<{ newDatabase(): Promise<string> }> | null = null

/** A PostgreSQL server with one migrated database, of which every test file gets a copy. */
const recordServer = () => (server ??= (async () => {
  const { url, stop } = await startPostgres({ directory: freshDirectory(), port: await freePort() })
  cleanUps.push(stop)
  const urlOf = (database: string) => url.replace(/\/postgres$/, `/${database}`)
  const administration = await connectRecord({ dataDir: '', databaseUrl: url })
  cleanUps.push(administration.close)
  await administration.query('CREATE DATABASE migrated')
  const template = await connectRecord({ dataDir: '', databaseUrl: urlOf('migrated') })
  await migrateRecord(template)
  await template.close()
  let copies = 0
  return {
    newDatabase: async () => {
      copies += 1
      await administration.query(`CREATE DATABASE copy_${copies} TEMPLATE migrated`)
      return urlOf(`copy_${copies}`)
    },
  }
})())

/** A migrated, empty record: on the real embedded engine, or on a real server. */
export async function freshRecord(): Promise<RecordStore> {
  const record = onServer
    ? await connectRecord({ dataDir: '', databaseUrl: await (await recordServer()).newDatabase() })
    : await connectRecord({ dataDir: await freshRecordDirectory(), databaseUrl: null })
  cleanUps.push(() => record.close())
  return record
}

let launched: Promise<Redis> | null = null

/** One real Redis for all test files of a run; empty it in `beforeEach` where that matters. */
export const sharedRedis = (): Promise<Redis> => (launched ??= (async () => {
  const server = await launchRedis({ dataDir: freshDirectory(), logger: quietLogger })
  const redis = connectRedis({ socketPath: server.socketPath })
  redis.on('error', () => {})
  cleanUps.push(async () => {
    redis.disconnect()
    await server.stop()
  })
  await redis.ping()
  return redis
})())

after(async function () {
  for (const cleanUp of cleanUps.reverse()) await cleanUp()
})
