// The server, restarted when a file it uses changes, and the pages rebuilt as they are saved (http://127.0.0.1:5173).
import { spawn } from 'node:child_process'
import { ensureNode, ensurePackages, ensureRedis, ensureWebBuild } from './prepare.mjs'
import { entry, runNode } from './run-node.mjs'

ensureNode()
ensurePackages()
ensureRedis()
ensureWebBuild()
const pages = spawn(process.execPath, [entry('node_modules/vite/bin/vite.js'), '--mode', 'site'], { stdio: 'inherit' })
process.once('exit', () => pages.kill())
runNode(['--watch', entry('main.ts')], { ipc: false })
