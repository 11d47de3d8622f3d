import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../support/client.ts'

/** The scripts run on Node alone, before anything is installed: so do these programs, each in a process of its own. */
const program = (lines: string) => ['--input-type=module', '-e', lines]
const run = (lines: string) => execFileSync(process.execPath, program(lines), { encoding: 'utf8', timeout: 10_000 })

describe('preparing a bare machine', () => {
  let directory = ''
  beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'thuoc-do-prepare-')) })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  it('takes what was made as fresh until one of its sources changes', () => {
    for (const name of ['package.json', 'package-lock.json']) writeFileSync(join(directory, name), '{}')
    const isFresh = (before = '') => run(`
      import { freshness } from './scripts/prepare.mjs'
      const { isFresh, hash, setFresh } = freshness({ root: ${JSON.stringify(directory)}, mark: 'mark', files: () => ['package.json', 'package-lock.json'] })
      ${before}
      process.stdout.write(String(isFresh()))`)
    assert.equal(isFresh(), 'false')
    assert.equal(isFresh('setFresh(hash())'), 'true')
    assert.equal(isFresh(), 'true')
    writeFileSync(join(directory, 'package-lock.json'), '{ }')
    assert.equal(isFresh(), 'false')
  })

  describe('with a lock', () => {
    const lock = () => join(directory, 'work.lock')
    const holding = (work: string) => `import { withLock } from './scripts/lock.mjs'; withLock(${JSON.stringify(lock())}, () => { ${work} })`
    const written = () => readFileSync(join(directory, 'order'), 'utf8')
    const write = (text: string) => `fs.appendFileSync(${JSON.stringify(join(directory, 'order'))}, '${text}');`
    const rest = (ms: number) => `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms});`

    it('lets one work after the other', async () => {
      const work = `import fs from 'node:fs'; ${holding(write('(') + rest(300) + write(')'))}`
      await Promise.all([0, 1, 2].map(() => new Promise((resolve) => spawn(process.execPath, program(work), { stdio: 'inherit' }).once('exit', resolve))))
      assert.equal(written(), '()()()')
      assert.ok(!existsSync(lock()))
    })

    it('is not held up by one that was killed', async () => {
      const killed = spawn(process.execPath, program(holding(rest(60_000))), { stdio: 'inherit' })
      await until(async () => existsSync(join(lock(), 'pid')))
      const gone = new Promise((resolve) => killed.once('exit', resolve))
      killed.kill('SIGKILL')
      await gone
      run(`import fs from 'node:fs'; ${holding(write('done'))}`)
      assert.equal(written(), 'done')
    })

    it('is not held up by a process that happens to have the number of one long gone', () => {
      mkdirSync(lock())
      writeFileSync(join(lock(), 'pid'), String(process.pid))
      utimesSync(lock(), new Date(), new Date(Date.now() - 3_600_000))
      run(`import fs from 'node:fs'; ${holding(write('done'))}`)
      assert.equal(written(), 'done')
    })
  })
})
