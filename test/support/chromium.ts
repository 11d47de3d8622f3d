import { chromium, type Browser } from 'playwright-core'

/** The system's Chromium; the flags keep it from asking anybody outside. */
export const startChromium = (): Promise<Browser> => chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
})
