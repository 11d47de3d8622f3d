import { ensureChromium, ensureNode, ensurePackages, ensureRedis, ensureWebBuild } from './prepare.mjs'
import { entry, runNode } from './run-node.mjs'

ensureNode()
ensurePackages()
ensureRedis()
ensureChromium()
ensureWebBuild()
runNode([entry('test/e2e/take-screenshots.ts'), ...process.argv.slice(2)])
