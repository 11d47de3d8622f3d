import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { until } from '../support/client.ts'
import { aRating } from '../support/events.ts'
import { ADMIN, testService } from '../support/service.ts'

/** In UTC this lies in the year 10000, which the warehouse has no digits for. */
const YEAR_10000 = '9999-12-31T23:59:59-05:00'

describe('npm run dead-letters', function () {

  const run = async (...args: string[]) => {
    const { url } = await testService()
    return await promisify(execFile)(process.execPath, ['scripts/dead-letters.mjs', ...args, '--url', url], {
      env: { ...process.env, ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, PUBLIC_URL: url },
    }).then(({ stdout }) => ({ code: 0, stdout, stderr: '' }), (error: { code: number; stdout: string; stderr: string }) => error)
  }

  it('lists, shows, replays and exports what could not be stored', async () => {
    const { client } = await testService()
    await client.makeCentre('CMD')
    const bad = aRating('CMD.Q1', { comment: 'gọi 0912345678' })
    await client.sendRatings([bad], client.key, YEAR_10000)
    const exported = await until(async () => (await run('export')).stdout.split('\n').find((line) => line.includes(bad.id)))
    const { id } = JSON.parse(exported) as { id: string }
    assert.ok(!exported.includes('0912345678'))
    assert.match((await run('list', '--status', 'open')).stdout, new RegExp(`${id} .* ratings +open`))
    assert.equal(JSON.parse((await run('show', id)).stdout).content.id, bad.id)
    assert.match((await run('replay', id)).stdout, /is in the queue again/)
    await until(async () => JSON.parse((await run('show', id)).stdout).replays === 1)
  })

  it('says in one sentence what is wrong', async () => {
    assert.match((await run('dance')).stderr, /list \[--status/)
    assert.match((await run('show', 'nothing')).stderr, /was answered 404: There is no dead letter of this id/)
    assert.match((await run('replay')).stderr, /Say which/)
    assert.match((await run('show')).stderr, /^Say which: show <id>\.\n$/)
    assert.match((await run('list', '--colour')).stderr, /^Unknown option '--colour'\.\nnpm run dead-letters/)
    assert.match((await run('export', join(tmpdir(), 'no-such-folder', 'letters.ndjson'))).stderr, /^export failed: ENOENT[^\n]*\n$/)
    assert.equal((await run('show', 'nothing')).code, 1)
  })
})
