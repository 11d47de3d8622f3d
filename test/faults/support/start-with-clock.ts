import { readFileSync } from 'node:fs'
import { startService } from '../../../main-start.ts'
import { readConfig } from '../../../platform/config.ts'
import { stopOnSignals } from '../../../platform/lifecycle.ts'
import { createLogger } from '../../../platform/logger.ts'

/** The service as main.ts starts it, but for its clock, which stands as far off as the file CLOCK_OFFSET_FILE says, in milliseconds. */
const config = readConfig(process.env)
const logger = createLogger(config)
const READ_EVERY_MS = 100
let [offset, readAt] = [0, 0]
const clock = () => {
  const now = Date.now()
  if (now - readAt > READ_EVERY_MS) [offset, readAt] = [Number(readFileSync(process.env['CLOCK_OFFSET_FILE'] ?? '', 'utf8')), now]
  return now + offset
}
const service = await startService(config, { logger, clock })
stopOnSignals({ stop: service.stop, logger })
