import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { writeAudit } from '../../access/audit-log.ts'
import { sealAuditLog } from '../../access/audit-seals.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'
import { ADMIN } from '../support/service.ts'
import { freshDirectory } from '../support/stores.ts'

describe('the audit log', function () {
  let room: IngestRoom
  before(async () => { room = await openIngestRoom({ hasWorker: false }) })
  after(() => room.close())

  const get = (path: string) => room.client.request('GET', path, { cookie: room.client.cookie })
  const write = (subject: string, detail: Record<string, unknown> = {}) => writeAudit(room.record, { actor: 'system', action: 'test.write', subject, detail })
  const exportLog = async () => (await get('/api/v1/audit-log/export.ndjson')).text

  /** Runs the command as a stranger would, on a file or on the running service. */
  const verify = async (log?: string) => {
    const file = join(freshDirectory(), 'audit-log.ndjson')
    if (log !== undefined) writeFileSync(file, log)
    return await promisify(execFile)(process.execPath, ['scripts/verify-audit.mjs', ...(log === undefined ? [] : [file])], {
      env: { ...process.env, ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, PUBLIC_URL: room.client.url },
    }).then(({ stdout }) => ({ ok: true, said: stdout }), (error: { stderr: string }) => ({ ok: false, said: error.stderr }))
  }

  it('says who did what, the newest first, a page at a time', async () => {
    for (const n of [1, 2, 3]) await write(`thing:${n}`, { n })
    const first = (await get('/api/v1/audit-log?action=test&limit=2')).json
    assert.deepEqual(first.rows.map((it: { subject: string }) => it.subject), ['thing:3', 'thing:2'])
    assert.deepEqual((await get(`/api/v1/audit-log?action=test&limit=2&cursor=${first.cursor}`)).json.rows.map((it: { detail: object }) => it.detail), [{ n: 1 }])
    const made = (await get('/api/v1/audit-log?action=api-key.create')).json.rows[0]
    assert.match(made.actor, /^person:/)
    assert.equal(made.actorName, 'Quản trị viên')
  })

  it('finds lines by subject and by day in Hanoi', async () => {
    await write('thing:alone')
    assert.equal((await get('/api/v1/audit-log?subject=thing:alone')).json.rows.length, 1)
    assert.equal((await get('/api/v1/audit-log?subject=thing:alone&to=2026-01-01')).json.rows.length, 0)
    assert.equal((await get('/api/v1/audit-log?subject=thing:alone&from=2026-01-01')).json.rows.length, 1)
    assert.equal((await get('/api/v1/audit-log?cursor=x')).status, 422)
  })

  it('chains lines that are written at the same moment without a gap', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => write(`crowd:${n}`, { 'tiếng Việt': 'Đặng Thị Lựu', lines: 'a\nb' })))
    const { ok, said } = await verify(await exportLog())
    assert.ok(ok, said)
    assert.match(said, /^\d+ lines, none changed, missing or added\.\nLast hash: [0-9a-f]{64}\n$/)
  })

  it('is verified against a running service and its seals', async () => {
    await sealAuditLog({ ...room, auditLog: room.access.auditLog, clock: Date.now })
    const { ok, said } = await verify()
    assert.ok(ok, said)
    assert.match(said, /1 seals agree/)
  })

  it('shows a line that was changed, one that was removed and one that was slipped in', async () => {
    const lines = (await exportLog()).trim().split('\n')
    const changed = lines.with(3, (lines[3] ?? '').replace('"actor":"', '"actor":"x'))
    assert.match((await verify(changed.join('\n'))).said, /^Line 4 .* is not what was written/)
    assert.match((await verify(lines.toSpliced(3, 1).join('\n'))).said, /^Line 4 is missing/)
    assert.match((await verify(lines.toSpliced(3, 0, lines[2] ?? '').join('\n'))).said, /^Line 4 is missing: line 3 follows/)
  })

  it('cannot be changed through the database as it is, and shows what was done after its protection was taken away', async () => {
    await write('thing:to-be-forged')
    await assert.rejects(room.record.query("UPDATE audit_chain SET hash = ''"), /only be added to/)
    await sealAuditLog({ ...room, auditLog: room.access.auditLog, clock: Date.now })
    for (const table of ['audit_log', 'audit_chain']) await room.record.query(`ALTER TABLE ${table} DISABLE TRIGGER ${table}_stays`)
    await room.record.query("UPDATE audit_log SET detail = '{\"innocent\": true}' WHERE subject = 'thing:to-be-forged'")
    assert.match((await verify()).said, /is not what was written/)
    await room.record.query("DELETE FROM audit_chain WHERE audit_id = (SELECT max(audit_id) FROM audit_chain)")
    await room.record.query("DELETE FROM audit_chain WHERE audit_id = (SELECT id FROM audit_log WHERE subject = 'thing:to-be-forged')")
    assert.match((await verify()).said, /Its end was cut off|is missing|contradicts/)
  })
})
