import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { connectRedis } from '../../../platform/redis/connect-redis.ts'
import { launchRedis } from '../../../platform/redis/launch-redis.ts'
import { until } from '../../support/client.ts'

const logger = pino({ level: 'silent' })
const isAlive = (pid: number) => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('the Redis we launch', () => {
  let dataDir = ''
  beforeEach(() => { dataDir = mkdtempSync(join(tmpdir(), 'thuoc-do-redis-')) })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))
  const pid = () => Number(readFileSync(join(dataDir, 'redis', 'redis.pid'), 'utf8'))

  it('listens on a unix socket in a private directory, and nowhere else', async () => {
    const launched = await launchRedis({ dataDir, logger })
    const redis = connectRedis({ socketPath: launched.socketPath })
    assert.equal(launched.socketPath, join(dataDir, 'redis', 'redis.sock'))
    assert.equal(statSync(join(dataDir, 'redis')).mode & 0o777, 0o700)
    assert.deepEqual(await redis.config('GET', 'port'), ['port', '0'])
    assert.deepEqual(await redis.config('GET', 'maxmemory-policy'), ['maxmemory-policy', 'noeviction'])
    redis.disconnect()
    await launched.stop()
  })

  it('still has what it answered for after being killed', async () => {
    const first = await launchRedis({ dataDir, logger })
    const redis = connectRedis({ socketPath: first.socketPath })
    redis.on('error', () => {})
    await redis.set('acknowledged', 'yes')
    redis.disconnect()
    const killed = pid()
    process.kill(killed, 'SIGKILL')
    await until(async () => !isAlive(killed))
    await first.stop()
    const second = await launchRedis({ dataDir, logger })
    const again = connectRedis({ socketPath: second.socketPath })
    assert.equal(await again.get('acknowledged'), 'yes')
    again.disconnect()
    await second.stop()
  })

  it('ends when its starter is killed', async () => {
    const starter = spawn(process.execPath, ['--import', 'tsx', '-e', `
      const { launchRedis } = await import('./platform/redis/launch-redis.ts')
      const { pino } = await import('pino')
      await launchRedis({ dataDir: ${JSON.stringify(dataDir)}, logger: pino({ level: 'silent' }) })
      process.stdout.write('up'); setInterval(() => {}, 1000)`], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((resolve) => starter.stdout.once('data', resolve))
    const redis = pid()
    assert.ok(isAlive(redis))
    starter.kill('SIGKILL')
    await until(async () => !isAlive(redis), 3_000)
  })

  it('is ended at the next start when it was left behind', async () => {
    const directory = join(dataDir, 'redis')
    const first = await launchRedis({ dataDir, logger })
    await first.stop()
    const stale = spawn('redis-server', ['--port', '0', '--unixsocket', join(directory, 'redis.sock'), '--dir', directory, '--pidfile', join(directory, 'redis.pid'), '--save', ''], { stdio: 'ignore', detached: true })
    await until(async () => existsSync(join(directory, 'redis.pid')) && pid() === stale.pid)
    const second = await launchRedis({ dataDir, logger })
    assert.ok(!isAlive(stale.pid ?? 0))
    assert.notEqual(pid(), stale.pid)
    await second.stop()
  })

  it('finds a shorter place for its socket when the path is too long for the kernel', async () => {
    const deep = join(dataDir, 'a'.repeat(120))
    const launched = await launchRedis({ dataDir: deep, logger })
    assert.ok(launched.socketPath.length < 108)
    assert.equal(statSync(join(launched.socketPath, '..')).mode & 0o777, 0o700)
    await launched.stop()
  })
})
