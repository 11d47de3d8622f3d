import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { insertAncestry, insertPlaces, PRESENT_TREE } from '../../../analytics/dimensions/tree-tables.ts'
import type { IndicatorValue } from '../../../contract/indicator.ts'
import { indexValues } from '../../../contract/index-values.ts'
import { reportedMeasures } from '../../../contract/measure.ts'
import { aDossier } from '../../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../../support/ingest-room.ts'

const NOON = Date.parse('2026-09-10T12:00:00+07:00')

describe('a figure that is reported and counted', function () {
  let room: IngestRoom
  let now = NOON
  let homeAffairs: string
  before(async () => {
    room = await openIngestRoom({ clock: () => now })
    await room.client.makeCentres(['ORG', 'ORH'])
    // The tree in the warehouse is that of the shared service; this room's centres are added to it.
    const isOurs = ({ code }: { code: string }) => /^OR[GH]/.test(code)
    await insertAncestry(room.warehouse, PRESENT_TREE.ancestry, room.registry.places.ancestry().filter(isOurs))
    await insertPlaces(room.warehouse, PRESENT_TREE.places, room.registry.places.factPlaces().filter(isOurs))
    homeAffairs = await cookieOf('national-home-affairs')
    const paid = (count: number, month: string, online: number, code: string) => Array.from({ length: count }, (_, i) => aDossier('ORG', {
      code: `${code}-${i}`, fee: 50_000, paid: true, paidOnline: i < online ? 'national' : 'no',
      receivedAt: `${month}-02T08:00:00+07:00`, dueAt: `${month}-09T17:00:00+07:00`, finishedAt: `${month}-06T10:00:00+07:00`, updatedAt: `${month}-06T10:00:00+07:00`, supplements: [],
    }))
    const dossiers = [...paid(12, '2026-06', 6, 'ORG-6'), ...paid(12, '2026-08', 6, 'ORG-8'), ...paid(4, '2026-07', 4, 'ORG-7')]
    assert.equal((await room.client.request('POST', '/api/v1/dossiers', { token: room.client.key, body: { dossiers } })).status, 202)
    const report = (unitCode: string, period: string, metric: string, numerator: number | null, denominator: number | null, value: number | null = null, source = 'national-portal') =>
      ({ unitCode, period, metric, numerator, denominator, value, source, reportedAt: '2026-09-02T00:00:00Z' })
    const measures = [
      ...['2026-06', '2026-07', '2026-08'].flatMap((period) => [report('ORG', period, 'online-payment', 9, 15), report('ORGA', period, 'PAYMENT_DOSSIERS', 9, 15)]),
      report('ORH', '2026-08', 'online-payment', null, null, 61.5), report('ORHA', '2026-08', 'online-payment', 3, 4),
      report('ORGA', '2026-08', 'DOSSIERS_ON_TIME', 90, 100), report('ORGA', '2026-08', 'DOSSIERS_LATE', 7, 100),
    ]
    assert.deepEqual((await room.client.request('POST', '/api/v1/measures', { token: room.client.key, body: { measures } })).json.rejected, [])
    await room.settled()
    await room.refresh()
  })
  after(() => room.close())

  const cookieOf = async (role: string, unitCode: string | null = null) => {
    const id = randomUUID()
    await room.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', $3, $3, $4)", [id, `${id}@example.vn`, role, unitCode])
    return `session=${await room.access.sessions.open(id)}`
  }
  const settle = (value: string, validFrom: string, cookie = homeAffairs) =>
    room.client.request('PUT', '/api/v1/figure-settings', { cookie, body: { key: 'origin-preference', value, validFrom } })
  const valuesOf = async (unit: string, period: string, level = 'centre', cookie?: string): Promise<IndicatorValue | undefined> => {
    const path = `/api/v1/indicators/online-payment/values?period=${period}&level=${level}&parent=${unit}`
    const answer = await room.client.request('GET', path, cookie === undefined ? { token: room.client.key } : cookie ? { cookie } : {})
    assert.equal(answer.status, 200, answer.text)
    return (answer.json.rows as IndicatorValue[]).find((it) => it.unit === unit)
  }
  const shown = (row: IndicatorValue | undefined) => row && [row.origin, row.source, row.numerator, row.denominator]
  const paymentPart = async (period: string) => {
    const answer = await room.client.request('GET', `/api/v1/indices/decision-766/values?period=${period}&unit=ORGA`)
    assert.equal(answer.status, 200, answer.text)
    return indexValues.parse(answer.json).groups.flatMap((it) => it.parts).find((it) => it.metric === 'PAYMENT_DOSSIERS')
  }
  const compared = async (unit: string, period: string, cookie = homeAffairs) =>
    reportedMeasures.parse((await room.client.request('GET', `/api/v1/measures?unit=${unit}&period=${period}`, { cookie })).json)

  it('stands as reported while nothing else was settled', async () => {
    assert.deepEqual(shown(await valuesOf('ORG', '2026-08')), ['reported', 'national-portal', 9, 15])
    assert.deepEqual((await room.client.request('GET', '/api/v1/figure-settings', { cookie: homeAffairs })).json.rows.map((it: { value: string; validFrom: null }) => [it.value, it.validFrom]), [['reported', null]])
  })

  it('stands as reported where nothing was counted; a value alone comes without counts, and a small sample is withheld', async () => {
    const row = await valuesOf('ORH', '2026-08')
    assert.deepEqual([row?.origin, row?.value, row?.numerator, row?.sampleSize, row?.lower, row?.reason], ['reported', 0.615, null, null, null, null])
    const small = await valuesOf('ORHA', '2026-08', 'agency', '')
    assert.deepEqual([small?.value, small?.denominator, small?.reason], [null, null, 'sample-too-small'])
  })

  it('is counted for days that are no period and for parts of one', async () => {
    for (const query of ['from=2026-08-01&to=2026-09-01', 'period=2026-08&bucket=month', 'period=2026-08&segment=channel']) {
      const { json } = await room.client.request('GET', `/api/v1/indicators/online-payment/values?${query}&level=centre&parent=ORG`, { token: room.client.key })
      assert.deepEqual(json.rows.map((it: IndicatorValue) => shown(it)), [['counted', null, 6, 12]], query)
    }
  })

  it('stands as counted from the month on for which that was settled, and as reported before', async () => {
    assert.equal((await settle('counted', '2026-08-01')).status, 200)
    assert.deepEqual(shown(await valuesOf('ORG', '2026-08')), ['counted', null, 6, 12])
    assert.deepEqual(shown(await valuesOf('ORG', '2026-06')), ['reported', 'national-portal', 9, 15])
    assert.equal((await valuesOf('ORH', '2026-08'))?.origin, 'reported')
    const [line] = await room.record.query<{ detail: object; actor: string }>("SELECT detail, actor FROM audit_log WHERE action = 'figure-setting.put' ORDER BY id DESC LIMIT 1")
    assert.deepEqual(line?.detail, { value: 'counted', validFrom: '2026-08-01' })
  })

  it('stands in Decision 766 by the same setting, with the other beside it', async () => {
    const [june, august] = [await paymentPart('2026-06'), await paymentPart('2026-08')]
    assert.deepEqual([june?.origin, june?.source, june?.numerator, june?.score, june?.beside?.origin, june?.beside?.numerator], ['reported', 'national-portal', 9, 3.6, 'counted', 6])
    assert.deepEqual([august?.origin, august?.source, august?.numerator, august?.score, august?.beside?.origin, august?.beside?.numerator], ['counted', 'online-payment', 6, 3, 'reported', 9])
  })

  it('is not taken from fewer observations of ours than have a figure', async () => {
    await settle('counted', '2026-07-01')
    assert.deepEqual(shown(await valuesOf('ORG', '2026-07')), ['reported', 'national-portal', 9, 15])
    assert.deepEqual([(await paymentPart('2026-07'))?.origin, (await paymentPart('2026-07'))?.beside], ['reported', null])
  })

  it('is shown beside the other in the list of reported measures, with what does not add up', async () => {
    const { rows, warnings, preference } = await compared('ORGA', '2026-08')
    const payment = rows.find((it) => it.metric === 'PAYMENT_DOSSIERS')
    assert.deepEqual([preference, payment?.counted, payment?.stands], ['counted', { indicator: 'online-payment', numerator: 6, denominator: 12, sampleSize: 12 }, 'counted'])
    assert.deepEqual(warnings, [{ rule: 'parts-are-not-the-whole', source: 'national-portal', metrics: ['DOSSIERS_ON_TIME', 'DOSSIERS_LATE'], detail: '90 + 7 = 97 ≠ 100' }])
    assert.deepEqual((await compared('ORGA', '2026-06')).rows.map((it) => [it.metric, it.stands]), [['PAYMENT_DOSSIERS', 'this']])
  })

  it('is settled by Home Affairs of the whole country alone, from the first of a month whose edition is not out', async () => {
    for (const [role, unitCode] of [['administrator', null], ['director', null], ['home-affairs', 'ORGA']] as const) {
      assert.equal((await settle('counted', '2026-08-01', await cookieOf(role, unitCode))).status, 403, role)
    }
    assert.equal((await settle('counted', '2026-09-01', await cookieOf('home-affairs'))).status, 200)
    await room.record.query("INSERT INTO published_period (period) VALUES ('2026-07')")
    now += 3_000
    for (const [value, validFrom, pointer] of [['counted', '2026-08-02', '/validFrom'], ['both', '2026-08-01', '/value'], ['reported', '2026-07-01', '/validFrom']] as const) {
      const { status, json } = await settle(value, validFrom)
      assert.deepEqual([status, json.errors[0].pointer], [422, pointer])
    }
    assert.equal((await settle('reported', '2026-08-01')).status, 200)
    assert.deepEqual((await room.client.request('GET', '/api/v1/figure-settings', { cookie: homeAffairs })).json.rows.map((it: { value: string; validFrom: string; validTo: string }) => [it.value, it.validFrom, it.validTo]), [
      ['reported', null, '2026-07-01'], ['counted', '2026-07-01', '2026-08-01'], ['reported', '2026-08-01', '2026-09-01'], ['counted', '2026-09-01', null],
    ])
  })
})
