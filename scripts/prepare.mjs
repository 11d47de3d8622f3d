// Makes a bare machine ready. Runs before node_modules exists, so it uses Node alone; says something only when it does something.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'

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

/** What was made from some files is fresh as long as the hash of these files stands in its mark. */
export function freshness({ root, mark, files }) {
  const hash = () => {
    const sum = createHash('sha256')
    for (const file of files()) sum.update(file).update('\0').update(readFileSync(join(root, file))).update('\0')
    return sum.digest('hex')
  }
  const path = join(root, mark)
  return {
    isFresh: () => existsSync(path) && readFileSync(path, 'utf8') === hash(),
    hash,
    setFresh: (madeFrom) => writeFileSync(path, madeFrom),
  }
}

/** Does the work when it is needed; the mark says what the files were when it began, so that a change during it is not overlooked. */
function ensureFresh({ isFresh, hash, setFresh }, { lock, sentence, work }) {
  if (isFresh()) return
  withLock(join(ROOT, 'node_modules', lock), () => {
    if (isFresh()) return
    say(sentence)
    const madeFrom = hash()
    work()
    setFresh(madeFrom)
  }, { onWait: () => say('Waiting for another start that is at it …') })
}

const run = (command, args, more) => spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'], ...more }).status === 0

/** node_modules as package-lock.json wants it. The lock itself stays as it is: another npm would write it a little differently. */
export function ensurePackages() {
  ensureFresh(freshness({ root: ROOT, mark: 'node_modules/.thuoc-do-lock', files: () => ['package.json', 'package-lock.json'] }), {
    lock: '.thuoc-do-packages.lock', sentence: 'Installing packages …',
    work: () => {
      if (!run('npm', ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])) giveUp('npm install failed; see above.')
    },
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
function ensureDebian(program, debianPackage, { afterwards = 'true' } = {}) {
  if (onPath(program)) return
  const command = `apt-get update && apt-get install -y --no-install-recommends ${debianPackage}`
  if (process.getuid?.() !== 0 || !onPath('apt-get')) giveUp(`${program} is missing. Run as root: ${command}`)
  say(`Installing ${debianPackage} …`)
  const done = run('sh', ['-c', `${command} && { ${afterwards}; }`], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' } })
  if (!done || !onPath(program)) giveUp(`${debianPackage} could not be installed. Run as root: ${command}`)
}

/**
 * Ours is started by the service itself, on a socket of its own; the system's, which comes with the package, is not left running.
 * RUNLEVEL=1 keeps it from being started where there is no systemd; where there is, it is stopped again.
 */
const STOP_SYSTEM_REDIS = 'if [ -d /run/systemd/system ]; then systemctl disable --now redis-server; else service redis-server stop; fi > /dev/null 2>&1 || true'

export const ensureRedis = () => {
  if (!process.env.REDIS_URL) ensureDebian('redis-server', 'redis-server', { afterwards: STOP_SYSTEM_REDIS })
}
export const ensureChromium = () => {
  if (!process.env.CHROMIUM_PATH) ensureDebian('chromium', 'chromium')
}

/** The record as a server of its own, for tests with several processes. Debian's package would start one too; ours is private. */
export function ensurePostgres() {
  if (existsSync('/usr/lib/postgresql') && readdirSync('/usr/lib/postgresql').length > 0) return
  ensureDebian('postgres', 'postgresql', {
    afterwards: 'ln -sf "$(ls -d /usr/lib/postgresql/*/bin | tail -1)/postgres" /usr/local/bin/postgres',
  })
}

/** The built pages, as fresh as their sources. */
export function ensureWebBuild() {
  const files = () => [...['contract', 'web'].flatMap(filesIn).filter((file) => !file.startsWith('web/dist/')), 'vite.config.ts', 'package-lock.json']
  ensureFresh(freshness({ root: ROOT, mark: 'web/dist/.source-hash', files }), {
    lock: '.thuoc-do-web.lock', sentence: 'Building the pages …',
    work: () => {
      if (!run(process.execPath, [join(ROOT, 'scripts', 'build-web.mjs')])) giveUp('The pages could not be built; see above.')
    },
  })
}

const filesIn = (folder) => readdirSync(join(ROOT, folder), { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? filesIn(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`])).sort()
