// Makes a bare machine ready. Runs before node_modules exists, so it uses Node alone; says something only when it does something.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../', import.meta.url))
const OLDEST_NODE = [20, 19]

const say = (line) => process.stderr.write(`${line}\n`)
const giveUp = (line) => {
  say(line)
  process.exit(1)
}

export function ensureNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    giveUp(`Thước Đo needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`)
  }
}

const hashOf = (...files) => {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(readFileSync(join(ROOT, file)))
  return hash.digest('hex')
}
const readIfThere = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null)

/** node_modules as package-lock.json wants it. */
export function ensurePackages() {
  const mark = join(ROOT, 'node_modules', '.thuoc-do-lock')
  const wanted = () => hashOf('package.json', 'package-lock.json')
  if (readIfThere(mark) === wanted()) return
  withLock('packages', () => {
    if (readIfThere(mark) === wanted()) return
    say('Installing packages …')
    const done = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] })
    if (done.status !== 0) giveUp('npm install failed; see above.')
    writeFileSync(mark, wanted())
  })
}

const onPath = (program) => (process.env.PATH ?? '').split(delimiter).some((directory) => {
  try {
    accessSync(join(directory, program), constants.X_OK)
    return true
  } catch {
    return false
  }
})

/** A program from Debian's packages: installed when we are root, otherwise one line says what to run. */
function ensureDebian(program, debianPackage) {
  if (onPath(program)) return
  const command = `apt-get update && apt-get install -y --no-install-recommends ${debianPackage}`
  if (process.getuid?.() !== 0 || !onPath('apt-get')) giveUp(`${program} is missing. Run as root: ${command}`)
  say(`Installing ${debianPackage} …`)
  // RUNLEVEL=1 keeps the package from starting a system service: ours is started by the service itself, on a socket of its own.
  const done = spawnSync('sh', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' } })
  if (done.status !== 0 || !onPath(program)) giveUp(`${debianPackage} could not be installed. Run as root: ${command}`)
}

export const ensureRedis = () => {
  if (!process.env.REDIS_URL) ensureDebian('redis-server', 'redis-server')
}
export const ensureChromium = () => {
  if (!process.env.CHROMIUM_PATH) ensureDebian('chromium', 'chromium')
}

/** The built pages, as fresh as their sources. */
export function ensureWebBuild() {
  const mark = join(ROOT, 'web', 'dist', '.sources')
  const sources = ['contract', 'web'].flatMap((folder) => filesIn(folder)).filter((file) => !file.startsWith(join('web', 'dist')))
  const wanted = hashOf(...sources, 'vite.config.ts', 'package-lock.json')
  if (readIfThere(mark) === wanted) return
  withLock('web', () => {
    if (readIfThere(mark) === wanted) return
    say('Building the pages …')
    for (const mode of ['site', 'kiosk']) {
      const done = spawnSync(process.execPath, [join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--mode', mode, '--logLevel', 'warn'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
      if (done.status !== 0) giveUp(`The ${mode} could not be built; see above.`)
    }
    writeFileSync(mark, wanted)
  })
}

const filesIn = (folder) => readdirSync(join(ROOT, folder), { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)])).sort()

const LOCK_STALE_MS = 10 * 60_000

/** Two that start at once must not both install or build: the second waits for the first. */
function withLock(name, work) {
  const lock = join(ROOT, 'node_modules', `.thuoc-do-${name}.lock`)
  mkdirSync(join(ROOT, 'node_modules'), { recursive: true })
  const deadline = Date.now() + LOCK_STALE_MS
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch {
      const since = existsSync(lock) ? Date.now() - statSync(lock).mtimeMs : 0
      if (since > LOCK_STALE_MS || Date.now() > deadline) rmSync(lock, { recursive: true, force: true })
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
    }
  }
  const release = () => rmSync(lock, { recursive: true, force: true })
  process.once('exit', release)
  try {
    work()
  } finally {
    release()
    process.off('exit', release)
  }
}
