import assert from 'node:assert/strict'
import { aRating } from '../support/events.ts'
import { until } from '../support/client.ts'
import { testService } from '../support/service.ts'

const COMMUNES = 74
const COUNTERS_PER_CENTRE = 16
const DEVICES = 1_300
/** So many seconds a whole province may take from its files (issue 4). */
const WITHIN_MS = 60_000

const numbered = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1).padStart(2, '0'))

/** A province as its three files: an agency, communes with a centre each, and the agency's own centre; 150 units, 1,200 counters, 1,300 tablets. */
function aProvince() {
  const communes = numbered(COMMUNES)
  const units = [
    'PRV,91,agency,Văn phòng UBND tỉnh thử,Test office,2020-01-01,', 'PRV.TT,PRV,centre,Trung tâm tỉnh thử,Test provincial centre,2020-01-01,',
    ...communes.map((it) => `PRV.X${it},PRV,commune,Xã thử ${it},Test commune ${it},2020-01-01,`),
    ...communes.map((it) => `PRV.X${it}.TT,PRV.X${it},centre,Trung tâm xã thử ${it},Test centre ${it},2020-01-01,`),
  ]
  const centres = ['PRV.TT', ...communes.map((it) => `PRV.X${it}.TT`)]
  const counters = centres.flatMap((centre) => numbered(COUNTERS_PER_CENTRE).map((it) => `${centre}.Q${it},${centre},Quầy ${Number(it)},Counter ${Number(it)},2020-01-01,`))
  const codes = counters.map((it) => it.split(',')[0])
  const devices = Array.from({ length: DEVICES }, (_, index) => `MAY-${String(index + 1).padStart(5, '0')},${codes[index % codes.length]}`)
  return {
    units: ['code,parentCode,kind,nameVi,nameEn,validFrom,validTo', ...units], counters: ['code,centreCode,nameVi,nameEn,validFrom,validTo', ...counters],
    devices: ['serial,counterCode', ...devices],
  }
}

describe('a province', function () {
  it('is there within a minute from its files: 150 units, 1,200 counters, 1,300 tablets', async () => {
    const { client } = await testService()
    const files = aProvince()
    assert.deepEqual([files.units.length - 1, files.counters.length - 1, files.devices.length - 1], [150, 1_200, 1_300])
    const startedAt = Date.now()
    for (const kind of ['units', 'counters', 'devices'] as const) {
      const { accepted, refused, problems } = await client.importCsv(kind, `${files[kind].join('\n')}\n`)
      assert.deepEqual([accepted, refused, problems], [files[kind].length - 1, 0, []])
    }
    assert.ok(Date.now() - startedAt < WITHIN_MS, `took ${Date.now() - startedAt} ms`)
  })

  it('has the right old and new indices after two of its centres were merged as of a date, entered later', async () => {
    const { client } = await testService()
    const [first, second] = ['PRV.X01.TT', 'PRV.X02.TT']
    const rated = (counter: string, day: string, satisfied: number, dissatisfied: number) =>
      [...Array.from({ length: satisfied }, () => 5), ...Array.from({ length: dissatisfied }, () => 1)]
        .map((score) => aRating(counter, { score, occurredAt: `${day}T09:00:00+07:00` }))
    await client.sendRatings([
      ...rated(`${first}.Q01`, '2026-09-20', 12, 3),
      ...rated(`${first}.Q01`, '2026-10-05', 20, 1), ...rated(`${second}.Q01`, '2026-10-05', 15, 5),
      ...rated(`${first}.Q01`, '2026-10-20', 30, 10), ...rated(`${second}.Q01`, '2026-10-20', 11, 0),
    ])
    const read = async (query: Record<string, string>) => Object.fromEntries((await client.values('counter-satisfaction', { level: 'centre', parent: 'PRV', ...query }))
      .map((it) => [it.unit, `${it.numerator}/${it.denominator}`]))
    await until(async () => JSON.stringify(await read({ period: '2026-10' })) === JSON.stringify({ [first]: '50/61', [second]: '26/31' }))
    const province = async () => (await client.values('counter-satisfaction', { period: '2026-10', level: 'agency', parent: 'PRV' })).map((it) => [it.numerator, it.denominator])
    const before = await province()

    const merged = await client.request('POST', '/api/v1/reorganisations', {
      cookie: client.cookie, body: { kind: 'merge', unitCodes: [first], into: { code: second }, validFrom: '2026-10-15', note: 'Hợp nhất hai trung tâm' },
    })
    assert.equal(merged.status, 201, merged.text)

    await until(async () => JSON.stringify(await read({ period: '2026-10' })) === JSON.stringify({ [first]: '20/21', [second]: '56/71' }))
    assert.deepEqual(await read({ period: '2026-09' }), { [first]: '12/15' })
    assert.deepEqual(await read({ from: '2026-10-15', to: '2026-11-01' }), { [second]: '41/51' })
    assert.deepEqual(await province(), before)
    // A tablet of the ended centre goes on at its counter, which now belongs to the other.
    await client.sendRatings(rated(`${first}.Q01`, '2026-10-21', 5, 0))
    await until(async () => (await read({ period: '2026-10' }))[second] === '61/76')
  })
})
