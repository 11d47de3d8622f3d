import { resolve } from 'node:path'
import { addMonths, toMonthPeriod, toHanoiDay } from './contract/period.ts'
import { startService } from './main-start.ts'
import { systemClock } from './platform/clock.ts'
import { ConfigError, readConfig, type Config } from './platform/config.ts'
import { stopOnSignals } from './platform/lifecycle.ts'
import { createLogger } from './platform/logger.ts'
import { checkEnvironment } from './platform/preflight.ts'
import { openDiary } from './simulate/demo-diary.ts'
import { demoAccounts, runDemo } from './simulate/run-demo.ts'

/** The seed is the number of the decision that set the yardstick: 766/QĐ-TTg. */
const SEED = 766
const MONTHS = 12

/** Twelve months back, on the same day of the month or the month's last. */
function firstDay(now: number): string {
  const month = addMonths(toMonthPeriod(now), -MONTHS)
  const day = toHanoiDay(now).slice(8)
  const lastDay = new Date(Date.parse(`${addMonths(month, 1)}-01`) - 1).toISOString().slice(8, 10)
  return `${month}-${day < lastDay ? day : lastDay}`
}

try {
  const config: Config = {
    ...readConfig({ LOG_LEVEL: 'warn', ...process.env, DATA_DIR: process.env['DATA_DIR'] ?? './data-demo', ADMIN_EMAIL: '', ADMIN_PASSWORD: '' }),
    demo: true,
    // The replay sends a year in a minute; a real sender's allowance would only slow it down.
    ratingsPerSecond: 1_000_000,
  }
  const problems = await checkEnvironment(config, { path: process.env['PATH'] })
  if (problems.length > 0) throw new ConfigError(problems)
  const logger = createLogger(config)
  const service = await startService(config, { logger })
  const ending = new AbortController()
  await service.access.accounts.ensureDemoAccounts(demoAccounts)
  const replay = runDemo({
    baseUrl: service.url, publicUrl: config.publicUrl, clock: systemClock, output: process.stdout, signal: ending.signal,
    diary: openDiary(resolve(config.dataDir), { seed: SEED, startsOn: firstDay(systemClock()) }),
  })
  stopOnSignals({
    logger,
    stop: async () => {
      ending.abort()
      await replay.catch(() => {})
      await service.stop()
    },
  })
  await replay.catch(async (error: unknown) => {
    if (ending.signal.aborted) return
    await service.stop()
    throw error
  })
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
}
