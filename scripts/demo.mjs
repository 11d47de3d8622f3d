import { ensureNode, ensurePackages, ensureRedis, ensureWebBuild } from './prepare.mjs'
import { entry, runNode } from './run-node.mjs'

ensureNode()
ensurePackages()
ensureRedis()
ensureWebBuild()
runNode([entry('main-demo.ts')])
