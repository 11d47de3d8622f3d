// npm run build: the site, the kiosk and the survey, into web/dist. Whoever needs them fresh asks prepare.mjs, which remembers what they were built from.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { entry } from './run-node.mjs'

const COMPRESSED = /\.(js|css|svg|html|json|webmanifest)$/
/** Below that the headers outweigh what is saved. */
const FROM_BYTES = 1_024

for (const mode of ['site', 'kiosk', 'survey']) {
  const vite = [entry('node_modules/vite/bin/vite.js'), 'build', '--mode', mode, '--logLevel', 'warn']
  const { status } = spawnSync(process.execPath, vite, { cwd: entry('.'), stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
writeServiceWorker()
for (const folder of ['survey', 'site/man-hinh']) {
  mkdirSync(join(entry('web/dist'), folder), { recursive: true })
  copyFileSync(entry('web/ui/offline-worker.js'), join(entry('web/dist'), folder, 'sw.js'))
}
// Once here, as well as it goes, so that it need not be done for every visitor.
for (const name of readdirSync(entry('web/dist'), { recursive: true }).filter((it) => COMPRESSED.test(it))) {
  const file = join(entry('web/dist'), name)
  const bytes = readFileSync(file)
  if (bytes.length < FROM_BYTES) continue
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }))
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }))
}

/** The kiosk's service worker, with what it keeps: every file of the build by its name, the page itself, and a name that changes when one does. */
function writeServiceWorker() {
  const built = entry('web/dist/kiosk')
  const kept = readdirSync(built, { recursive: true, withFileTypes: true }).filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name).slice(built.length + 1)).filter((it) => !/^(\.vite|languages)\/|index\.html$/.test(it)).sort()
  const sum = createHash('sha256')
  for (const file of ['index.html', ...kept]) sum.update(file).update(readFileSync(join(built, file)))
  const text = readFileSync(entry('web/kiosk/service-worker.js'), 'utf8')
    .replace('__BUILD__', sum.digest('hex').slice(0, 12)).replace('__FILES__', JSON.stringify(['/kiosk/', ...kept.map((it) => `/kiosk/${it}`)]))
  writeFileSync(join(built, 'service-worker.js'), text)
}
