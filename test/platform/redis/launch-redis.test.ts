import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { ConfigError } from '../../../platform/config.ts'
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
  const starters: ChildProcess[] = []
  afterEach(() => {
    for (const starter of starters.splice(0)) starter.kill('SIGKILL')
    rmSync(dataDir, { recursive: true, force: true })
  })
  const pid = () => Number(readFileSync(join(dataDir, 'redis', 'redis.pid'), 'utf8'))

  /** A process of its own, leading its own group, that launches Redis and says so. */
  const startElsewhere = async () => {
    const starter = spawn(process.execPath, ['--import', 'tsx', '-e', `
      process.on('SIGINT', () => {})
      const { launchRedis } = await import('./platform/redis/launch-redis.ts')
      const { pino } = await import('pino')
      await launchRedis({ dataDir: ${JSON.stringify(dataDir)}, logger: pino({ level: 'silent' }) })
      process.stdout.write('up'); setInterval(() => {}, 1000)`], { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
    starters.push(starter)
    await new Promise((resolve) => starter.stdout.once('data', resolve))
    return starter
  }

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
    const starter = await startElsewhere()
    const redis = pid()
    assert.ok(isAlive(redis))
    starter.kill('SIGKILL')
    await until(async () => !isAlive(redis))
  })

  it('outlives Ctrl-C at the terminal, so that its starter can finish what it began', async () => {
    const starter = await startElsewhere()
    const redis = pid()
    process.kill(-(starter.pid ?? 0), 'SIGINT')
    await sleep(300)
    assert.ok(isAlive(redis))
    starter.kill('SIGKILL')
    await until(async () => !isAlive(redis))
  })

  it('is not taken away from another process that lives and works on it', async () => {
    const starter = await startElsewhere()
    const redis = pid()
    await assert.rejects(launchRedis({ dataDir, logger }), (error) => error instanceof ConfigError && error.message.includes(`process ${starter.pid}`))
    assert.ok(isAlive(redis))
    starter.kill('SIGKILL')
    const second = await launchRedis({ dataDir, logger })
    assert.ok(!isAlive(redis))
    await second.stop()
  })

  it('loads a file whose end was torn off', async () => {
    const first = await launchRedis({ dataDir, logger })
    const redis = connectRedis({ socketPath: first.socketPath })
    await redis.set('whole', 'yes')
    await redis.set('torn', 'yes')
    redis.disconnect()
    await first.stop()
    const files = join(dataDir, 'redis', 'appendonlydir')
    const file = join(files, readdirSync(files).find((it) => it.endsWith('.incr.aof')) ?? '')
    truncateSync(file, statSync(file).size - 5)
    const second = await launchRedis({ dataDir, logger })
    const again = connectRedis({ socketPath: second.socketPath })
    assert.deepEqual([await again.get('whole'), await again.get('torn')], ['yes', null])
    again.disconnect()
    await second.stop()
  })

  it('says at once that it cannot start, rather than waiting for an answer', async () => {
    const files = join(dataDir, 'redis', 'appendonlydir')
    mkdirSync(files, { recursive: true })
    writeFileSync(join(files, 'appendonly.aof.manifest'), 'not a manifest\n')
    const startedAt = Date.now()
    await assert.rejects(launchRedis({ dataDir, logger }), /could not be started/)
    assert.ok(Date.now() - startedAt < 20_000)
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
    assert.equal(statSync(dirname(launched.socketPath)).mode & 0o777, 0o700)
    await launched.stop()
    rmSync(dirname(launched.socketPath), { recursive: true })
  })
})
