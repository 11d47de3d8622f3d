import { startService } from './main-start.ts'
import { ConfigError, readConfig } from './platform/config.ts'
import { stopOnSignals } from './platform/lifecycle.ts'
import { createLogger } from './platform/logger.ts'
import { checkEnvironment } from './platform/preflight.ts'

try {
  const config = readConfig(process.env)
  const problems = await checkEnvironment(config, { path: process.env['PATH'] })
  if (problems.length > 0) throw new ConfigError(problems)
  const logger = createLogger(config)
  const service = await startService(config, { logger })
  stopOnSignals({ stop: service.stop, logger })
  const setupLink = await service.access.setup.link()
  process.stdout.write(`Thước Đo: ${config.publicUrl}\n${setupLink ? `Make the first administrator within 24 hours: ${setupLink}\n` : ''}`)
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
}
