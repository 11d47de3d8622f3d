import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { until } from '../support/client.ts'

describe('the launcher of the service', () => {
  let launcher: ChildProcess | null = null
  afterEach(() => void launcher?.kill('SIGKILL'))

  /** A launcher of this program; `said` is what the program has written, `ended` the launcher's exit code. */
  const launch = (lines: string) => {
    const script = `import { runNode } from './scripts/run-node.mjs'; runNode(['--input-type=module', '-e', ${JSON.stringify(lines)}])`
    const started = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    launcher = started
    let text = ''
    started.stdout.on('data', (chunk) => { text += String(chunk) })
    return { started, said: () => text, ended: new Promise<number | null>((resolve) => started.once('exit', resolve)) }
  }

  it('gives the program enough threads and ends with its exit code', async () => {
    const { said, ended } = launch(`process.stdout.write(process.env.UV_THREADPOOL_SIZE); process.exitCode = 7`)
    assert.equal(await ended, 7)
    assert.equal(said(), '16')
  })

  it('passes SIGTERM on and waits for the program to end in order', async () => {
    const { started, said, ended } = launch(`
      process.on('SIGTERM', () => setTimeout(() => { process.stdout.write(' done'); process.exit(0) }, 200))
      setInterval(() => {}, 1000); process.stdout.write('up')`)
    await until(async () => said() === 'up')
    started.kill('SIGTERM')
    assert.equal(await ended, 0)
    assert.equal(said(), 'up done')
  })

  it('leaves SIGINT to the program, which has it from the terminal too', async () => {
    const { started, said, ended } = launch(`process.stdout.write('up'); setTimeout(() => process.exit(3), 500)`)
    await until(async () => said() === 'up')
    started.kill('SIGINT')
    assert.equal(await ended, 3)
  })

  it('is missed by the program when it is killed', async () => {
    const { started, said } = launch(`
      process.on('disconnect', () => { process.stdout.write(' alone'); process.exit(0) })
      setInterval(() => {}, 1000); process.stdout.write('up')`)
    await until(async () => said() === 'up')
    started.kill('SIGKILL')
    await until(async () => said() === 'up alone')
  })
})
