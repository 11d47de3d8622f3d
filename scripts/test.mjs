// npm test [-- file …]: everything the suite needs, then mocha.
import { ensureChromium, ensureNode, ensurePackages, ensureRedis, ensureWebBuild } from './prepare.mjs'
import { entry, runNode } from './run-node.mjs'

ensureNode()
ensurePackages()
ensureRedis()
ensureChromium()
ensureWebBuild()
const files = process.argv.slice(2)
runNode([entry('node_modules/mocha/bin/mocha.js'), ...(files.length > 0 ? files : ['test/**/*.test.ts'])], { ipc: false })
