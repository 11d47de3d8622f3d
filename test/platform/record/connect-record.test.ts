import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connectRecord } from '../../../platform/record/connect-record.ts'
import type { RecordStore } from '../../../platform/record/record.ts'
import { freshRecord, freshRecordDirectory } from '../../support/stores.ts'

/** Writes rows 1, 2, 3 … and prints each number once the record has answered, until it is killed. */
const ENDLESS_WRITER = `
  import { connectRecord } from './platform/record/connect-record.ts'
  const record = await connectRecord({ dataDir: process.env.WRITER_DIR, databaseUrl: null })
  await record.query('CREATE TABLE written (number integer)')
  for (let number = 1; ; number += 1) {
    await record.query('INSERT INTO written VALUES ($1)', [number])
    process.stdout.write(number + '\\n')
  }`

describe('the record', function () {
  let record: RecordStore
  before(async () => {
    record = await freshRecord()
    await record.query('CREATE TABLE sample (number integer, day date, at timestamptz, bytes bytea, list jsonb, big bigint)')
  })
  beforeEach(() => record.query('DELETE FROM sample'))

  it('answers days as text, counts as numbers, instants as Dates and files as bytes', async () => {
    await record.query('INSERT INTO sample (day, at, bytes, list, big) VALUES ($1, $2, $3, $4::jsonb, $5)', [
      '2026-08-31', new Date('2026-08-31T01:02:03.004Z'), Buffer.from('tệp'), JSON.stringify([{ a: 1 }]), 2 ** 40,
    ])
    const [row] = await record.query<{ day: string; at: Date; bytes: Uint8Array; list: unknown; big: number; count: number }>(
      'SELECT day, at, bytes, list, big, count(*) OVER () AS count FROM sample',
    )
    assert.equal(row?.day, '2026-08-31')
    assert.equal(row.at.toISOString(), '2026-08-31T01:02:03.004Z')
    assert.equal(Buffer.from(row.bytes).toString(), 'tệp')
    assert.deepEqual([row.list, row.big, row.count], [[{ a: 1 }], 2 ** 40, 1])
  })

  it('takes back a whole transaction when one part of it fails', async () => {
    await assert.rejects(record.transaction(async (session) => {
      await session.query('INSERT INTO sample (number) VALUES (1)')
      throw new Error('changed my mind')
    }), /changed my mind/)
    assert.deepEqual(await record.query('SELECT * FROM sample'), [])
  })

  it('lets no query in between the parts of a transaction', async () => {
    const order: string[] = []
    const transaction = record.transaction(async (session) => {
      await session.query('INSERT INTO sample (number) VALUES (1)')
      await new Promise((resolve) => setTimeout(resolve, 30))
      await session.query('INSERT INTO sample (number) VALUES (2)')
      order.push('transaction')
    })
    const seen = record.query('SELECT * FROM sample').then((rows) => {
      order.push('query')
      return rows.length
    })
    await transaction
    assert.equal(await seen, 2)
    assert.deepEqual(order, ['transaction', 'query'])
  })

  it('has everything it answered after its process was killed with kill -9', async () => {
    const dataDir = await freshRecordDirectory()
    const writer = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', ENDLESS_WRITER], {
      env: { ...process.env, WRITER_DIR: dataDir }, stdio: ['ignore', 'pipe', 'inherit'],
    })
    let printed = ''
    for await (const chunk of writer.stdout) {
      printed += String(chunk)
      if (printed.split('\n').length > 200) writer.kill('SIGKILL')
    }
    if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit')
    const answered = Number(printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1))

    const reopened = await connectRecord({ dataDir, databaseUrl: null })
    const rows = await reopened.query<{ number: number }>('SELECT number FROM written ORDER BY number')
    await reopened.close()
    assert.ok(answered >= 200 && rows.length >= answered, `answered ${answered}, found ${rows.length}`)
    assert.deepEqual(rows.slice(0, answered).map((it) => it.number), Array.from({ length: answered }, (_, index) => index + 1))
  })
})
