import type { RecordStore } from '../platform/record/record.ts'

/** What people have put into a record; the shipped country and provinces are in every one. */
const TABLES_OF_PEOPLE = ['account', 'api_key', 'device', 'import']

/**
 * Keeps demo and real records apart: a real start refuses a demo's record (its passwords stand in public), a demo
 * refuses a record that somebody works with, and marks an empty one as its own.
 */
export async function keepDemoApart(record: RecordStore, demo: boolean): Promise<void> {
  const marked = (await record.query("SELECT 1 FROM setting WHERE name = 'demo'")).length > 0
  if (marked === demo) return
  if (marked) throw new Error('This record belongs to a demo, with passwords everybody knows. Choose another DATA_DIR (or DATABASE_URL).')
  for (const table of TABLES_OF_PEOPLE) {
    if ((await record.query(`SELECT 1 FROM ${table} LIMIT 1`)).length > 0) {
      throw new Error('This record is in real use, so no demo is put into it. Choose another DATA_DIR (or DATABASE_URL).')
    }
  }
  await record.query("INSERT INTO setting (name, value) VALUES ('demo', 'true') ON CONFLICT (name) DO NOTHING")
}
