import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { migrateRecord } from '../../../platform/record/migrate-record.ts'
import type { RecordStore } from '../../../platform/record/record.ts'
import { freshDirectory, freshRecord } from '../../support/stores.ts'

describe('migrations of the record', function () {
  let record: RecordStore
  let directory: URL
  const write = (name: string, text: string) => writeFileSync(new URL(name, directory), text)
  before(async () => { record = await freshRecord() })
  beforeEach(async () => {
    directory = pathToFileURL(`${freshDirectory()}/`)
    await record.query('DROP TABLE IF EXISTS shelf')
    await record.query("DELETE FROM schema_migration WHERE name LIKE '9%'")
  })

  it('run once, in the order of their numbers, whatever is started at the same time', async () => {
    write('9002_fill_shelf.sql', '-- why\nINSERT INTO shelf VALUES (1);\nINSERT INTO shelf VALUES (2);\n')
    write('9001_create_shelf.sql', '-- why\nCREATE TABLE shelf (number integer);\n')
    await Promise.all([migrateRecord(record, directory), migrateRecord(record, directory)])
    await migrateRecord(record, directory)
    assert.equal((await record.query('SELECT * FROM shelf')).length, 2)
  })

  it('stop the start when a landed one was changed', async () => {
    write('9001_create_shelf.sql', '-- why\nCREATE TABLE shelf (number integer);\n')
    await migrateRecord(record, directory)
    write('9001_create_shelf.sql', '-- why\nCREATE TABLE shelf (number bigint);\n')
    await assert.rejects(migrateRecord(record, directory), /9001_create_shelf.sql was changed/)
  })

  it('leave nothing half done when one of them fails', async () => {
    write('9001_create_shelf.sql', '-- why\nCREATE TABLE shelf (number integer);\n')
    write('9002_break.sql', '-- why\nINSERT INTO no_such_table VALUES (1);\n')
    await assert.rejects(migrateRecord(record, directory), /no_such_table/)
    assert.deepEqual(await record.query("SELECT name FROM schema_migration WHERE name LIKE '9%'"), [])
  })

  it('are named by number, verb and object, and open with a comment that says why', () => {
    const shipped = new URL('../../../platform/record/migrations/', import.meta.url)
    for (const name of readdirSync(shipped)) {
      assert.match(name, /^\d{4}_[a-z]+_[a-z_]+\.sql$/)
      assert.match(readFileSync(new URL(name, shipped), 'utf8'), /^-- .{40,}/)
    }
  })

  it('leave an audit log that can only be added to', async () => {
    await record.query("INSERT INTO audit_log (actor, action, subject, detail) VALUES ('system', 'a.b', 'c', '{}')")
    await assert.rejects(record.query("UPDATE audit_log SET actor = 'nobody'"), /only be added to/)
    await assert.rejects(record.query('DELETE FROM audit_log'), /only be added to/)
    await assert.rejects(record.query('TRUNCATE audit_log CASCADE'), /only be added to/)
  })
})
