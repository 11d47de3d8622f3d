import assert from 'node:assert/strict'
import { until } from '../support/client.ts'
import { aDossier } from '../support/events.ts'
import { testService } from '../support/service.ts'

describe('figures by procedure and sector', function () {
  it('carry the names of the catalogue, and the code of what is not in it', async () => {
    const { client } = await testService()
    await client.makeCentre('PNA')
    await client.importCsv('procedures', 'code,nameVi,sectorCode,sectorName,limitWorkingDays\n7.000001,Cấp đổi giấy phép,PNA.LV,Giao thông,5\n')
    const dossiers = [aDossier('PNA', { procedureCode: '7.000001', sectorCode: 'PNA.LV' }), aDossier('PNA', { procedureCode: '7.000009', sectorCode: 'PNA.XX' })]
    await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers } })
    const namesBy = (level: string) => until(async () => {
      const rows = await client.values('component-digitisation', { period: '2026-03', level, parent: 'PNA' })
      return rows.length === 2 ? rows.map((it) => `${it.unit} ${it.unitName.vi}`) : null
    })
    assert.deepEqual(await namesBy('procedure'), ['7.000001 Cấp đổi giấy phép', '7.000009 7.000009'])
    assert.deepEqual(await namesBy('sector'), ['PNA.LV Giao thông', 'PNA.XX PNA.XX'])
  })
})
