import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLifecycle } from '../../platform/lifecycle.ts'
import { createLogger } from '../../platform/logger.ts'

describe('the order of a shutdown', () => {
  let lines = ''
  let done: string[] = []
  beforeEach(() => { [lines, done] = ['', []] })
  const logger = createLogger({ logLevel: 'info' }, { write: (line) => { lines += line } })

  it('is that of the start from its end to its beginning, one step after the other', async () => {
    const lifecycle = createLifecycle({ logger })
    for (const name of ['store', 'worker', 'server']) lifecycle.onStop(name, async () => { await sleep(5); done.push(name) })
    await lifecycle.stop()
    assert.deepEqual(done, ['server', 'worker', 'store'])
  })

  it('begins with what would hold up all the rest, whenever that was started', async () => {
    const lifecycle = createLifecycle({ logger })
    lifecycle.onStop('store', () => done.push('store'))
    lifecycle.onStop('streams', () => done.push('streams'), { first: true })
    lifecycle.onStop('server', () => done.push('server'))
    await lifecycle.stop()
    assert.deepEqual(done, ['streams', 'server', 'store'])
  })

  it('goes on to the next step when one fails or never ends, and says which', async () => {
    const lifecycle = createLifecycle({ logger })
    lifecycle.onStop('store', () => done.push('store'))
    lifecycle.onStop('worker', () => new Promise(() => {}), { withinMs: 20 })
    lifecycle.onStop('server', () => { throw new Error('no') })
    await lifecycle.stop()
    assert.deepEqual(done, ['store'])
    assert.match(lines, /"step":"server"[\s\S]*not done within 20 ms[\s\S]*"step":"worker"/)
  })

  it('is gone through once, however often it is asked for', async () => {
    const lifecycle = createLifecycle({ logger })
    lifecycle.onStop('store', () => done.push('store'))
    await Promise.all([lifecycle.stop(), lifecycle.stop()])
    assert.deepEqual(done, ['store'])
  })
})

describe('a process that is asked to end', () => {
  let child: ChildProcess | null = null
  afterEach(() => void child?.kill('SIGKILL'))

  /** A process whose stop takes that long; its exit code comes with `ended`, null when it had to be killed. */
  const start = async (stopTakesMs: number) => {
    const started = spawn(process.execPath, ['--import', 'tsx', '-e', `
      const { stopOnSignals } = await import('./platform/lifecycle.ts')
      stopOnSignals({ stop: () => new Promise((resolve) => setTimeout(resolve, ${stopTakesMs})), logger: { info() {}, error() {} } })
      setInterval(() => {}, 1000)
      process.send('up')`], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    child = started
    const ended = new Promise<number | null>((resolve) => started.once('exit', resolve))
    await new Promise((resolve) => started.once('message', resolve))
    return { started, ended }
  }

  for (const [wish, ask] of [
    ['by SIGTERM', (it: ChildProcess) => it.kill('SIGTERM')],
    ['by SIGINT', (it: ChildProcess) => it.kill('SIGINT')],
    ['because its launcher is gone', (it: ChildProcess) => it.disconnect()],
  ] as const) {
    it(`ends in order when asked ${wish}`, async () => {
      const { started, ended } = await start(10)
      ask(started)
      assert.equal(await ended, 0)
    })
  }

  it('takes a second signal within two seconds as the same wish', async () => {
    const { started, ended } = await start(600)
    started.kill('SIGINT')
    await sleep(200)
    started.kill('SIGTERM')
    assert.equal(await ended, 0)
  })

  it('ends at once when it is asked again later', async () => {
    const { started, ended } = await start(60_000)
    started.kill('SIGTERM')
    await sleep(2_200)
    started.kill('SIGTERM')
    assert.equal(await ended, 1)
  })
})
