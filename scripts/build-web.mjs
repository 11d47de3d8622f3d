// npm run build: the site, the kiosk and the survey, into web/dist. Whoever needs them fresh asks prepare.mjs, which remembers what they were built from.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
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
// Once here, as well as it goes, so that it need not be done for every visitor.
for (const name of readdirSync(entry('web/dist'), { recursive: true }).filter((it) => COMPRESSED.test(it))) {
  const file = join(entry('web/dist'), name)
  const bytes = readFileSync(file)
  if (bytes.length < FROM_BYTES) continue
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }))
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }))
}
