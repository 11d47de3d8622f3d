// npm run test:postgres: the tests of places, people, rights and surveys once more, with the record on a PostgreSQL server instead of in the process.
import { ensureChromium, ensureNode, ensurePackages, ensurePostgres, ensureRedis, ensureWebBuild } from './prepare.mjs'
import { entry, runNode } from './run-node.mjs'

ensureNode()
ensurePackages()
ensureRedis()
ensurePostgres()
ensureChromium()
ensureWebBuild()
runNode([entry('node_modules/mocha/bin/mocha.js'), 'test/access/**/*.test.ts', 'test/registry/**/*.test.ts', 'test/platform/record/migrate-record.test.ts', 'test/ingest/survey-responses.test.ts', 'test/analytics/survey-indicators.test.ts'], {
  ipc: false, env: { RECORD_ON_SERVER: '1' },
})
