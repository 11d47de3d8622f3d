import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import { createLogger } from '../../platform/logger.ts'
import { connectRecord } from '../../platform/record/connect-record.ts'
import { migrateRecord } from '../../platform/record/migrate-record.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { connectRedis } from '../../platform/redis/connect-redis.ts'
import { launchRedis } from '../../platform/redis/launch-redis.ts'

export const quietLogger = createLogger({ logLevel: 'fatal' })

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

/** A DATA_DIR with a migrated, empty record that nobody has open. */
export async function freshRecordDirectory(): Promise<string> {
  const dataDir = freshDirectory()
  cpSync(await migratedDirectory(), dataDir, { recursive: true })
  return dataDir
}

/** A migrated, empty record on the real embedded engine. */
export async function freshRecord(): Promise<RecordStore> {
  const dataDir = await freshRecordDirectory()
  const record = await connectRecord({ dataDir, databaseUrl: null })
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
  this.timeout(20_000)
  for (const cleanUp of cleanUps.reverse()) await cleanUp()
})
