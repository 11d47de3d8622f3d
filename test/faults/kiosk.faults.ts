import assert from 'node:assert/strict'
import { z } from 'zod'
import { connectWarehouse } from '../../platform/warehouse/connect-warehouse.ts'
import { startChromium } from '../support/chromium.ts'
import { until } from '../support/client.ts'
import { runStorm } from '../support/kiosk-storm.ts'
import { startStack, type Stack } from './support/stack.ts'

const SEEDS = ['one', 'two']
const storedRow = z.object({ seq: z.coerce.number(), score: z.number() })

describe('a thousand taps at a kiosk during three hours of outages', function () {
  this.timeout(600_000)
  let stack: Stack
  before(async () => { stack = await startStack() })
  after(async () => { await stack?.stop() })

  for (const [i, seed] of SEEDS.entries()) {
    it(`arrive once and in order, whatever became of page, clock and server (seed ${seed})`, async () => {
      const centre = `KSTORM${i}`
      await stack.client.makeCentre(centre)
      await until(async () => (await stack.client.request('GET', `/api/v1/counters?centre=${centre}`, { token: stack.client.key })).json.rows?.length === 2)
      const browser = await startChromium()
      try {
        const { sender, scores, said } = await runStorm({
          client: stack.client, browser, centre, seed, taps: 1_000, hours: 3, spells: 20, killServer: () => stack.killAndRestart(['ingest'], 200),
        })
        process.stdout.write(`      seed ${seed}: ${said.join(', ')}\n`)
        const warehouse = connectWarehouse({ dataDir: '', clickhouseUrl: stack.engineUrl })
        const rows = await warehouse.select({ name: 'storm', row: storedRow, sql: `SELECT seq, score FROM ratings_current WHERE sender = '${sender}' ORDER BY seq` }, {})
        await warehouse.close()
        assert.deepEqual(rows.map((it) => [it.seq, it.score]), scores.map((it, at) => [at + 1, it]))
      } finally {
        await browser.close()
      }
    })
  }
})
