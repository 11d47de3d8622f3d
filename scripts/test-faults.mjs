// npm run test:faults [-- --ci] [-- --seeds 200]: real processes, killed, paused, refused and set to a wrong clock.
import { ensureChromium, ensureNode, ensurePackages, ensurePostgres, ensureRedis, ensureWebBuild } from './prepare.mjs'
import { entry, runNode } from './run-node.mjs'

ensureNode()
ensurePackages()
ensureRedis()
ensurePostgres()
ensureChromium()
ensureWebBuild()
const args = process.argv.slice(2)
const seeds = args.includes('--seeds') ? { FAULTS_SEEDS: args[args.indexOf('--seeds') + 1] } : {}
const grep = args.includes('--grep') ? ['--grep', args[args.indexOf('--grep') + 1]] : []
runNode([entry('node_modules/mocha/bin/mocha.js'), ...grep, 'test/faults/*.faults.ts'], { ipc: false, env: { ...(args.includes('--ci') ? { FAULTS_CI: '1' } : {}), ...seeds } })
