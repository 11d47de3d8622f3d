import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { RecordStore } from './record.ts'

const MIGRATIONS = new URL('./migrations/', import.meta.url)

/** Any number will do, as long as every process of this service takes the same one. */
const LOCK_KEY = 766_2022

const appliedRow = z.object({ name: z.string(), checksum: z.string() })

/** A statement ends with a semicolon at the end of a line; the bodies of functions therefore stand on one line. */
const toStatements = (text: string) => text.split(/;\s*$/m).map((it) => it.trim()).filter((it) => it !== '')

/**
 * Brings the record to today's schema: all pending files in one transaction, or none of them. Processes that start at
 * the same time wait for each other. A file that was changed after it had landed stops the start.
 */
export async function migrateRecord(record: RecordStore, directory: URL = MIGRATIONS): Promise<void> {
  await record.transaction(async (session) => {
    await session.query('SELECT pg_advisory_xact_lock($1)', [LOCK_KEY])
    await session.query(
      `CREATE TABLE IF NOT EXISTS schema_migration (
         name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
    )
    const applied = new Map(
      z.array(appliedRow).parse(await session.query('SELECT name, checksum FROM schema_migration')).map((it) => [it.name, it.checksum]),
    )
    for (const name of readdirSync(directory).filter((it) => it.endsWith('.sql')).sort()) {
      const text = readFileSync(new URL(name, directory), 'utf8')
      const checksum = createHash('sha256').update(text).digest('hex')
      if (applied.get(name) === checksum) continue
      if (applied.has(name)) throw new Error(`Migration ${name} was changed after it had been applied; write a new one instead.`)
      for (const statement of toStatements(text)) await session.query(statement)
      await session.query('INSERT INTO schema_migration (name, checksum) VALUES ($1, $2)', [name, checksum])
    }
  })
}
