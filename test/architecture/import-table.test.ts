import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** docs/architecture.md §4, executed: what each folder may import. The first rule whose folder fits a file applies. */
const RULES: [folder: string, may: string[]][] = [
  ['contract', ['contract']],
  ['platform', ['platform', 'contract']],
  ['access', ['access', 'contract', 'platform']],
  ['registry', ['registry', 'contract', 'platform', 'access']],
  ['ingest', ['ingest', 'contract', 'platform', 'access', 'registry']],
  ['analytics/statistics', ['analytics/statistics']],
  ['analytics/detection', ['analytics/detection', 'analytics/statistics']],
  ['analytics/indicators', ['analytics/indicators', 'analytics/statistics', 'contract']],
  ['analytics/indices', ['analytics/indices', 'analytics/statistics', 'contract']],
  ['analytics', ['analytics', 'contract', 'platform', 'access', 'registry']],
  ['response', ['response', 'contract', 'platform', 'access', 'registry', 'analytics']],
  ['jobs', ['jobs', 'contract', 'platform', 'access', 'registry', 'ingest', 'analytics', 'response']],
  ['simulate', ['simulate', 'contract', 'analytics/statistics', 'analytics/detection']],
  ['bench/warehouse', ['bench', 'scripts', 'contract', 'platform', 'analytics', 'jobs']],
  ['bench/rivals', ['bench', 'simulate', 'contract', 'platform', 'access', 'registry', 'ingest']],
  ['bench', ['bench', 'simulate', 'contract', 'analytics/statistics', 'analytics/detection']],
  ['web', ['web', 'contract']],
]

/** Packages with one home: what they do is done in one place. */
const HOMES: [packageName: RegExp, home: RegExp, why: string][] = [
  [/^bullmq$/, /^platform\/queue\//, 'queues are made in platform/queue'],
  [/^echarts/, /^(web\/ui\/charts|analytics\/publication\/report)\//, 'charts are drawn by web/ui/charts, and on paper by analytics/publication/report'],
  [/^(chdb|@clickhouse)/, /^platform\/warehouse\//, 'the warehouse is reached through platform/warehouse'],
  [/^nodemailer$/, /^platform\/mail\//, 'mail is sent by platform/mail'],
  [/^(pg|@electric-sql)/, /^(platform\/record|bench\/warehouse)\//, 'the record is reached through platform/record'],
]

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.vue', '*.mjs'], { encoding: 'utf8' })
  .split('\n').filter((it) => it !== '' && !it.endsWith('.d.ts'))
const sources = files.filter((it) => !/^(test|scripts)\//.test(it)).map((file) => ({ file, text: readFileSync(file, 'utf8') }))

const IMPORT = /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/g
const importsOf = (text: string) => [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '')
const isIn = (path: string, folder: string) => path.startsWith(`${folder}/`)

describe('the architecture', () => {
  it('lets each folder import only what the table allows', () => {
    const broken = sources.flatMap(({ file, text }) => {
      const rule = RULES.find(([folder]) => isIn(file, folder))
      if (!rule) return []
      const [folder, may] = rule
      return importsOf(text).filter((it) => it.startsWith('.')).map((it) => normalize(join(dirname(file), it)))
        .filter((target) => target.includes('/') && !may.some((allowed) => isIn(target, allowed)))
        .map((target) => `${file} may not import ${target}: ${folder} may use ${may.join(', ')}`)
    })
    assert.deepEqual(broken, [])
  })

  it('lets nothing import tests or benchmarks, and only main files import other main files', () => {
    const broken = sources.flatMap(({ file, text }) => importsOf(text)
      .filter((it) => /^(\.\.\/)+(test|bench)\//.test(it) || (/\/main(-[a-z]+)?\.ts$/.test(it) && !/^(main|web\/)/.test(file)))
      .map((it) => `${file} imports ${it}`))
    assert.deepEqual(broken, [])
  })

  it('keeps jobs away from routes', () => {
    const broken = sources.filter(({ file }) => isIn(file, 'jobs'))
      .flatMap(({ file, text }) => importsOf(text).filter((it) => /-routes\.ts$|\/api\//.test(it)).map((it) => `${file} imports ${it}`))
    assert.deepEqual(broken, [])
  })

  it('gives packages one home', () => {
    const broken = sources.flatMap(({ file, text }) => importsOf(text).flatMap((name) =>
      HOMES.filter(([pattern, home]) => pattern.test(name) && !home.test(file)).map(([, , why]) => `${file} imports ${name}: ${why}`)))
    assert.deepEqual(broken, [])
  })

  it('reads the environment in config alone', () => {
    const broken = sources.filter(({ file, text }) => /process\.env/.test(text) && !/^(platform\/config\.ts|main(-demo)?\.ts|bench\/|vite\.config\.ts)/.test(file))
    assert.deepEqual(broken.map((it) => it.file), [])
  })

  it('reads no deleted cells of a rollup', () => {
    const reading = /(?:_daily|_units|\{rollup\}|UNIT_TABLES\[rollup\]\}|\{table\})(?: AS [a-z]+)? FINAL(?!\s+WHERE is_deleted = 0\b)[^`]{0,60}/g
    assert.deepEqual(sources.flatMap(({ file, text }) => (text.match(reading) ?? []).map((it) => `${file}: ${it}`)), [])
  })

  it('has no drawer for odds and ends', () => {
    const broken = files.filter((it) => /(^|\/|-)(utils?|helpers?|common|misc|manager|service|types|data|info)(\.|\/|-|$)/.test(it.replace(/^test\/support\/service\.ts$/, '')))
    assert.deepEqual(broken, [])
  })

  it('keeps files short enough to be read', () => {
    const broken = sources.filter(({ text }) => text.split('\n').length > 300).map((it) => it.file)
    assert.deepEqual(broken, [])
  })
})
