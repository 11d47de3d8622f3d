// npm run bench -- <name> [--runs N …] [--quick]: one of bench/*.ts; prints ratios, fails on nothing but errors.
import { existsSync } from 'node:fs'
import { ensureNode, ensureChromium, ensurePackages, ensurePostgres, ensureRedis, ensureWebBuild } from './prepare.mjs'
import { entry, runNode } from './run-node.mjs'

const [name = '', ...args] = process.argv.slice(2)
if (!existsSync(entry(`bench/${name}.ts`))) {
  process.stderr.write('npm run bench -- ingest | ingest-batch | ingest-growth | compute | read | site | web | kiosk | detection\n')
  process.exit(1)
}
ensureNode()
ensurePackages()
ensureRedis()
if (name === 'read') ensurePostgres()
if (['site', 'web', 'kiosk'].includes(name)) ensureChromium()
ensureWebBuild()
runNode([entry(`bench/${name}.ts`), ...args], { ipc: false })
