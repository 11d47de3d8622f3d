// npm test [-- file …]: everything the suite needs, then mocha. The whole suite is two runs beside each other, one for each core: the
// second, most of whose tests wait for browsers and processes, is printed when both are done. What failed in either is said last.
import { readdirSync } from 'node:fs'
import { ensureChromium, ensureNode, ensurePackages, ensureRedis, ensureWebBuild, ROOT } from './prepare.mjs'
import { entry, exitCodeOf, runNode, startNode } from './run-node.mjs'

ensureNode()
ensurePackages()
ensureRedis()
ensureChromium()
ensureWebBuild()

const mocha = entry('node_modules/mocha/bin/mocha.js')
const WAITING = ['e2e', 'faults', 'oracle', 'scripts', 'simulate', 'web']
const folders = readdirSync(`${ROOT}/test`, { withFileTypes: true }).filter((it) => it.isDirectory()).map((it) => it.name)
const filesOf = (names) => names.map((it) => `test/${it}/**/*.test.ts`)

async function runAll() {
  const working = startNode([mocha, ...filesOf(folders.filter((it) => !WAITING.includes(it) && it !== 'support'))])
  const waiting = startNode([mocha, ...filesOf(WAITING)], { output: 'pipe' })
  const both = [working, waiting]
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => both.forEach((it) => it.kill(signal)))
  const [said, failed] = [[], []]
  for (const stream of [waiting.stdout, waiting.stderr]) stream.on('data', (chunk) => said.push(chunk))
  for (const half of both) half.on('message', (message) => failed.push(...message.failed))
  const codes = await Promise.all(both.map(exitCodeOf))
  const last = failed.length > 0 ? `\nFailed:\n\n${failed.join('\n\n')}\n` : ''
  process.stdout.write(`${Buffer.concat(said)}${last}`, () => process.exit(Math.max(...codes)))
}

const files = process.argv.slice(2)
if (files.length > 0) runNode([mocha, ...files], { ipc: false })
else await runAll()
