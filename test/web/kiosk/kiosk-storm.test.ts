import assert from 'node:assert/strict'
import { z } from 'zod'
import { launchBrowser } from '../../support/browser.ts'
import { runStorm } from '../../support/kiosk-storm.ts'
import { testService } from '../../support/service.ts'

describe('a hundred taps through outages, crashes and clocks that jump', () => {
  it('arrive once and in order', async () => {
    const [{ client, warehouse }, browser] = [await testService(), await launchBrowser()]
    await client.makeCentre('KST9')
    const seed = 'suite'
    const { sender, scores, said } = await runStorm({ client, browser, centre: 'KST9', seed, taps: 100, hours: 3, spells: 5 })
    const stored = { name: 'storm', row: z.object({ seq: z.coerce.number(), score: z.number() }), sql: `SELECT seq, score FROM ratings_current WHERE sender = '${sender}' ORDER BY seq` }
    assert.deepEqual((await warehouse.select(stored, {})).map((it) => [it.seq, it.score]), scores.map((it, i) => [i + 1, it]), `seed ${seed}: ${said.join(', ')}`)
    await browser.close()
  })
})
