import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { toAuditWords } from '../../../../web/site/admin/audit-words.ts'

/** Actions as they stand in the source, `account.create` or by table, `${table.name}.import`. */
const WRITTEN = /action: '([a-z-]+\.[a-z-]+)'/g

describe('the words of the audit log', () => {
  it('are there in both languages for every action that the source writes', () => {
    const source = execFileSync('git', ['grep', '-hE', "action: '", '--', 'access', 'registry', 'ingest', 'analytics', 'jobs'], { encoding: 'utf8' })
    const actions = [...new Set([...source.matchAll(WRITTEN)].map((match) => match[1] ?? ''))]
    assert.ok(actions.length > 30)
    assert.deepEqual(actions.filter((it) => toAuditWords(it, 'vi') === null || toAuditWords(it, 'en') === null), [])
  })
})
