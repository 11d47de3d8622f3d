import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const VERSIONS = '/usr/lib/postgresql'

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
const asPostgres = (command: string, args: string[]): [string, string[]] =>
  (process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args])

function runOrThrow(command: string, args: string[]): string {
  const [program, all] = asPostgres(command, args)
  const { status, stdout, stderr } = spawnSync(program, all, { encoding: 'utf8', cwd: '/tmp' })
  if (status !== 0) throw new Error(`${command} failed: ${stderr}${stdout}`)
  return stdout
}

/** A PostgreSQL of our own on a free port: the record that several processes share. */
export async function startPostgres({ directory, port }: { directory: string; port: number }): Promise<{ url: string; stop(): void }> {
  const version = readdirSync(VERSIONS).filter((it) => existsSync(join(VERSIONS, it, 'bin', 'initdb'))).sort((a, b) => Number(b) - Number(a))[0]
  if (!version) throw new Error('PostgreSQL is missing; scripts/prepare.mjs installs it')
  const bin = (program: string) => join(VERSIONS, version, 'bin', program)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  if (process.getuid?.() === 0) {
    const idOf = (what: string) => Number(spawnSync('id', [what, 'postgres'], { encoding: 'utf8' }).stdout)
    chownSync(directory, idOf('-u'), idOf('-g'))
  }
  const cluster = join(directory, 'cluster')
  runOrThrow(bin('initdb'), ['-D', cluster, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'])
  // No fault here takes the machine's power away, so the disk need not be waited for.
  const options = `-p ${port} -k ${directory} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60`
  runOrThrow(bin('pg_ctl'), ['-D', cluster, '-w', '-l', join(directory, 'postgres.log'), '-o', options, 'start'])
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`
  await untilAnswers(url)
  return { url, stop: () => void runOrThrow(bin('pg_ctl'), ['-D', cluster, '-m', 'immediate', 'stop']) }
}

async function untilAnswers(connectionString: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ connectionString })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (attempt > 100) throw error
      await sleep(100)
    }
  }
}
