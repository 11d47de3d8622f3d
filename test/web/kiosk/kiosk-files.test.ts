import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'

const BUILT = 'web/dist/kiosk'
const ENTRY_BYTES = 60_000

interface Parser { parse(text: string, options: { ecmaVersion: number; sourceType: 'module' | 'script' }): unknown }
const parser = createRequire(import.meta.url)('acorn') as Parser
const scripts = () => readdirSync(`${BUILT}/assets`).filter((it) => it.endsWith('.js')).map((it) => `${BUILT}/assets/${it}`)

describe('the files of the kiosk', () => {
  it('are read by a browser as old as Chrome 61, the service worker too', () => {
    assert.ok(scripts().length > 0)
    // Chrome 61 knows ES2017 and modules; of ES2018 it knows spread and rest of objects (60).
    for (const file of scripts()) assert.doesNotThrow(() => parser.parse(readFileSync(file, 'utf8'), { ecmaVersion: 2018, sourceType: 'module' }), file)
    assert.doesNotThrow(() => parser.parse(readFileSync(`${BUILT}/service-worker.js`, 'utf8'), { ecmaVersion: 2017, sourceType: 'script' }))
  })

  it('use nothing of ES2018 that Chrome 61 lacks: no async generators, no new regular expressions', () => {
    for (const file of [...scripts(), `${BUILT}/service-worker.js`]) {
      const text = readFileSync(file, 'utf8')
      assert.doesNotMatch(text, /async function\s*\*|for await\s*\(|\(\?<[=!a-zA-Z]|\\p\{/, file)
    }
  })

  it('begin with at most 60 kB of compressed JavaScript', () => {
    const bytes = scripts().reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0)
    assert.ok(bytes <= ENTRY_BYTES, `${bytes} bytes`)
  })

  it('are all kept by the service worker, which is short enough to be read', () => {
    const text = readFileSync(`${BUILT}/service-worker.js`, 'utf8')
    for (const file of readdirSync(`${BUILT}/assets`).filter((it) => !/\.(br|gz)$/.test(it))) assert.ok(text.includes(`"/kiosk/assets/${file}"`), file)
    assert.ok(readFileSync('web/kiosk/service-worker.js', 'utf8').split('\n').length <= 61)
  })
})
