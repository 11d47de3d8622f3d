// npm run build: the site and the kiosk, into web/dist. Whoever needs them fresh asks prepare.mjs, which remembers what they were built from.
import { spawnSync } from 'node:child_process'
import { entry } from './run-node.mjs'

for (const mode of ['site', 'kiosk']) {
  const vite = [entry('node_modules/vite/bin/vite.js'), 'build', '--mode', mode, '--logLevel', 'warn']
  const { status } = spawnSync(process.execPath, vite, { cwd: entry('.'), stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
