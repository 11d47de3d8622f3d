import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../platform/config.ts'
import { checkEnvironment } from '../../platform/preflight.ts'
import { until } from '../support/client.ts'

const listen = () => new Promise<{ server: Server; port: number }>((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address()
    resolve({ server, port: typeof address === 'object' && address ? address.port : 0 })
  })
})
const freePort = async () => {
  const { server, port } = await listen()
  await new Promise((resolve) => server.close(resolve))
  return port
}
const answers = (port: number) => new Promise<boolean>((resolve) => {
  const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false)).once('close', () => resolve(false))
  socket.once('connect', () => socket.destroy())
})

describe('the check before the start', () => {
  let directory = ''
  before(() => { directory = mkdtempSync(join(tmpdir(), 'thuoc-do-preflight-')) })
  after(() => rmSync(directory, { recursive: true, force: true }))

  /** A Redis on a TCP port, as an operator would set one up, while `use` runs. */
  const withRedis = async (settings: string[], use: (port: number) => Promise<void>) => {
    const port = await freePort()
    const redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory, ...settings], { stdio: 'ignore' })
    try {
      await until(() => answers(port))
      await use(port)
    } finally {
      redis.kill()
    }
  }

  it('finds nothing wrong on a machine that is right', async () => {
    assert.deepEqual(await checkEnvironment(readConfig({ DATA_DIR: directory, PORT: String(await freePort()) }), { path: process.env['PATH'] }), [])
  })

  it('lists at once a Node too old, a DATA_DIR that cannot be written, two ports taken and redis-server missing', async () => {
    const [site, figures] = [await listen(), await listen()]
    writeFileSync(join(directory, 'file'), '')
    const config = readConfig({ DATA_DIR: join(directory, 'file'), PORT: String(site.port), METRICS_PORT: String(figures.port) })
    const problems = await checkEnvironment(config, { path: '', nodeVersion: '18.20.0' })
    for (const { server } of [site, figures]) server.close()
    assert.equal(problems.length, 5)
    for (const [index, pattern] of [/Node 18/, /DATA_DIR/, /^PORT: .* taken/, /^METRICS_PORT: .* taken/, /redis-server/].entries()) assert.match(problems[index] ?? '', pattern)
  })

  it('refuses a Redis that evicts or keeps no file, and says so together with what else is wrong', () => withRedis(['--maxmemory-policy', 'allkeys-lru'], async (redisPort) => {
    const { server, port } = await listen()
    writeFileSync(join(directory, 'file'), '')
    const problems = await checkEnvironment(readConfig({ DATA_DIR: join(directory, 'file'), PORT: String(port), REDIS_URL: `redis://127.0.0.1:${redisPort}` }))
    server.close()
    assert.equal(problems.length, 4)
    for (const [index, pattern] of [/DATA_DIR/, /PORT: .* taken/, /allkeys-lru/, /append-only/].entries()) assert.match(problems[index] ?? '', pattern)
  }))

  it('lists a Redis that wants another password as one problem among others', () => withRedis(['--requirepass', 'another'], async (redisPort) => {
    for (const password of ['', ':wrong@']) {
      const problems = await checkEnvironment(readConfig({ DATA_DIR: directory, PORT: String(await freePort()), REDIS_URL: `redis://${password}127.0.0.1:${redisPort}` }))
      assert.equal(problems.length, 1)
      assert.match(problems[0] ?? '', /^REDIS_URL: it refuses \((NOAUTH|WRONGPASS)/)
    }
  }))
})
