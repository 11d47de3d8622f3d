import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkEnvironment } from '../../platform/preflight.ts'
import { readConfig } from '../../platform/config.ts'

const portOf = (server: ReturnType<typeof createServer>) => new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  resolve(typeof address === 'object' && address ? address.port : 0)
}))

describe('the check before the start', () => {
  let directory = ''
  before(() => { directory = mkdtempSync(join(tmpdir(), 'thuoc-do-preflight-')) })
  after(() => rmSync(directory, { recursive: true, force: true }))

  it('finds nothing wrong on a machine that is right', async () => {
    const server = createServer()
    const port = await portOf(server)
    await new Promise((resolve) => server.close(resolve))
    assert.deepEqual(await checkEnvironment(readConfig({ DATA_DIR: directory, PORT: String(port) }), { path: process.env['PATH'] }), [])
  })

  it('lists at once a Node too old, a DATA_DIR that cannot be written, a port taken and redis-server missing', async () => {
    const taken = createServer()
    const port = await portOf(taken)
    writeFileSync(join(directory, 'file'), '')
    const problems = await checkEnvironment(readConfig({ DATA_DIR: join(directory, 'file'), PORT: String(port) }), { path: '', nodeVersion: '18.20.0' })
    await new Promise((resolve) => taken.close(resolve))
    assert.equal(problems.length, 4)
    for (const [index, pattern] of [/Node 18/, /DATA_DIR/, /PORT: .* taken/, /redis-server/].entries()) assert.match(problems[index] ?? '', pattern)
  })

  it('refuses a Redis that evicts or keeps no file', async () => {
    const finder = createServer()
    const redisPort = await portOf(finder)
    await new Promise((resolve) => finder.close(resolve))
    const redis = spawn('redis-server', ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--maxmemory-policy', 'allkeys-lru', '--dir', directory], { stdio: 'ignore' })
    try {
      const problems = await checkEnvironment(readConfig({ DATA_DIR: directory, PORT: '18097', REDIS_URL: `redis://127.0.0.1:${redisPort}` }))
      assert.equal(problems.length, 2)
      assert.match(problems.join('\n'), /allkeys-lru[\s\S]*append-only/)
    } finally {
      redis.kill()
    }
  })
})
