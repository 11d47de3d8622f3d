import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { defineQuery } from './define-query.ts'
import type { Warehouse } from './warehouse.ts'

const appliedMigrations = defineQuery({
  name: 'applied-migrations',
  sql: 'SELECT name, argMax(checksum, applied_at) AS checksum FROM schema_migrations GROUP BY name',
  row: z.object({ name: z.string(), checksum: z.string() }),
})

const DIRECTORY = new URL('./migrations/', import.meta.url)

/**
 * Brings the warehouse to today's schema. Each file is idempotent (a crash between a statement and its mark is harmless)
 * and never edited once landed: a changed one stops the start.
 */
export async function migrateWarehouse(warehouse: Warehouse): Promise<void> {
  await warehouse.run(
    `CREATE TABLE IF NOT EXISTS schema_migrations (name String, checksum String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))
     ENGINE = MergeTree ORDER BY name`,
  )
  const applied = new Map((await warehouse.select(appliedMigrations, {})).map((it) => [it.name, it.checksum]))
  for (const name of readdirSync(DIRECTORY).filter((it) => it.endsWith('.sql')).sort()) {
    const text = readFileSync(new URL(name, DIRECTORY), 'utf8')
    const checksum = createHash('sha256').update(text).digest('hex')
    if (applied.get(name) === checksum) continue
    if (applied.has(name)) throw new Error(`Migration ${name} was changed after it had been applied; write a new one instead.`)
    for (const statement of text.split(/;\s*$/m).map((it) => it.trim()).filter((it) => it !== '')) await warehouse.run(statement)
    await warehouse.insert('schema_migrations', ['name', 'checksum'], [[name, checksum]])
  }
}
