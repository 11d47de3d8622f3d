import assert from 'node:assert/strict'
import { receiveFortnight } from '../../simulate/can-tho-fortnight.ts'
import { canThoCentre } from '../../simulate/demo-centres.ts'
import { toCountersCsv, toUnitsCsv } from '../../simulate/registry-files.ts'
import { until } from '../support/client.ts'
import { testService } from '../support/service.ts'

/** What Cần Thơ's centre published on 14/3/2024 for 26/2–7/3/2024, in percent of 7,642 dossiers. */
const PUBLISHED = { 'online-submission': '61.5', 'component-digitisation': '39.9', 'result-digitisation': '42.6', 'online-payment': '19.2' }

describe('published figures', () => {
  it('of Cần Thơ’s first fortnight come out of its 7,642 dossiers, whatever order they come in', async () => {
    const { client } = await testService()
    await client.importCsv('units', toUnitsCsv([canThoCentre]))
    await client.importCsv('counters', toCountersCsv([canThoCentre]))
    const dossiers = receiveFortnight(766).reverse()
    for (let at = 0; at < dossiers.length; at += 1000) {
      const answer = await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers: dossiers.slice(at, at + 1000) } })
      assert.equal(answer.status, 202)
      assert.deepEqual(answer.json.rejected, [])
    }
    for (const [indicator, percent] of Object.entries(PUBLISHED)) {
      const row = await until(async () => {
        const [found] = await client.values(indicator, { from: '2024-02-26', to: '2024-03-08', level: 'centre', parent: canThoCentre.unit.code })
        return found?.sampleSize === 7642 ? found : null
      })
      assert.equal(((row.value ?? 0) * 100).toFixed(1), percent, indicator)
    }
  })
})
