import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { copyUnits } from '../../../analytics/dimensions/copy-units.ts'
import type { Role } from '../../../contract/role.ts'
import { indexLevel } from '../../../contract/index-values.ts'
import { reportingGaps, type ReportingGap } from '../../../contract/reporting-gaps.ts'
import { aDossier, aRating } from '../../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../../support/ingest-room.ts'

/** The twenty working days of June 2024. */
const JUNE = ['03', '04', '05', '06', '07', '10', '11', '12', '13', '14', '17', '18', '19', '20', '21', '24', '25', '26', '27', '28'].map((it) => `2024-06-${it}`)
const upTo = (day: string) => JUNE.filter((it) => it <= day)
const from = (day: string) => JUNE.filter((it) => it >= day)

describe('who has not reported', function () {
  let room: IngestRoom
  const cookies: Record<string, string> = {}

  const signIn = async (role: Role, unitCode: string | null) => {
    const id = randomUUID()
    await room.record.query('INSERT INTO account (id, email, name, role, unit_code) VALUES ($1, $2, $2, $3, $4)', [id, `${id}@example.vn`, role, unitCode])
    return `session=${await room.access.sessions.open(id)}`
  }
  const ask = (query: string, who = 'country') => room.client.request('GET', `/api/v1/reporting-gaps?${query}`, { cookie: cookies[who] ?? '' })
  const gapsOf = async (query: string, who?: string) => {
    const answer = await ask(query, who)
    assert.equal(answer.status, 200, answer.text)
    return reportingGaps.strict().parse(answer.json)
  }
  const send = async (path: string, body: object) => {
    const answer = await room.client.request('POST', path, { token: room.client.key, body })
    assert.equal(answer.status, 202, answer.text)
    assert.deepEqual(answer.json.rejected, [])
  }

  before(async () => {
    room = await openIngestRoom({ clock: () => Date.parse('2024-07-03T12:00:00+07:00') })
    const commune = (code: string, validFrom = '2020-01-01', validTo = '') =>
      [`${code},RGP,commune,Xã ${code},${code} commune,${validFrom},${validTo}`, `${code}C,${code},centre,Trung tâm ${code},${code} centre,${validFrom},${validTo}`]
    await room.client.importCsv('units', ['code,parentCode,kind,nameVi,nameEn,validFrom,validTo', 'RGP,VN,province,Tỉnh RG,RG province,2020-01-01,', 'RGX,VN,province,Tỉnh RX,RX province,2020-01-01,',
      ...['RG1', 'RG2', 'RG3', 'RG7'].flatMap((it) => commune(it)), ...commune('RG4', '2024-06-17'), ...commune('RG6', '2020-01-01', '2024-06-15'),
      'RG5,RGP,commune,Xã RG5,RG5 commune,2020-01-01,', 'RGX1,RGX,commune,Xã RGX1,RGX1 commune,2020-01-01,', 'RGX1C,RGX1,centre,Trung tâm RGX1,RGX1 centre,2020-01-01,'].join('\n'))
    const counters = [['RG1'], ['RG2'], ['RG3'], ['RG7'], ['RG4', '2024-06-17'], ['RG6', '2020-01-01', '2024-06-15'], ['RGX1']]
    await room.client.importCsv('counters', ['code,centreCode,nameVi,nameEn,validFrom,validTo', ...counters.map(([it, validFrom = '2020-01-01', validTo = '']) => `${it}C.Q1,${it}C,Quầy 1,Counter 1,${validFrom},${validTo}`)].join('\n'))
    await copyUnits(room, room.registry.places)
    const sent: [unit: string, ratings: string[], dossiers: string[]][] = [
      ['RG1', JUNE, JUNE], ['RG2', ['2024-04-17'], []], ['RG3', upTo('2024-06-12'), JUNE], ['RG4', from('2024-06-17'), from('2024-06-17')],
      ['RG6', upTo('2024-06-14'), upTo('2024-06-14')], ['RG7', JUNE.filter((it) => !/-1[123]$/.test(it)), JUNE.filter((it) => !/-1[123]$/.test(it))],
    ]
    await send('/api/v1/ratings', { sentAt: '2024-07-03T12:00:00+07:00', ratings: sent.flatMap(([unit, days]) => days.map((day) => aRating(`${unit}C.Q1`, { occurredAt: `${day}T09:00:00+07:00` }))) })
    await send('/api/v1/dossiers', { dossiers: sent.flatMap(([unit, , days]) => days.map((day) => aDossier(`${unit}C`, {
      agencyCode: unit, status: 4, receivedAt: `${day}T08:00:00+07:00`, dueAt: null, finishedAt: null, supplements: [], updatedAt: `${day}T09:00:00+07:00`,
    }))) })
    await send('/api/v1/measures', { measures: [
      { unitCode: 'RG1', period: '2024-06', metric: 'TRANSPARENCY_SCORE', value: 15.5, source: 'cong', reportedAt: '2024-07-02T00:00:00Z' },
      { unitCode: 'RG1', period: '2024-06', metric: 'PAYMENT_PROCEDURES', numerator: 9, denominator: 7, source: 'cong', reportedAt: '2024-07-02T00:00:00Z' },
    ] })
    await room.settled()
    await room.refresh()
    Object.assign(cookies, { country: await signIn('national-home-affairs', null), RGP: await signIn('home-affairs', 'RGP'), official: await signIn('official', null) })
  })
  after(() => room.close())

  const rowOf = (rows: readonly ReportingGap[], unit: string) => rows.find((it) => it.unit === unit)
  const brief = (it: ReportingGap | undefined) => it && [it.state, it.workingDays, it.ratings?.daysWithout, it.dossiers.daysWithout]

  it('counts exactly, of each unit only the days on which it was there with a place', async () => {
    const { rows, counts, withoutPlaces, from: first, to } = await gapsOf('unit=RGP&period=2024-06&level=commune')
    assert.deepEqual(rows.map((it) => it.unit), ['RG1', 'RG2', 'RG3', 'RG4', 'RG6', 'RG7'])
    assert.deepEqual([counts, withoutPlaces, first, to], [{ nothing: 1, stopped: 1, gaps: 1, complete: 3 }, 1, '2024-06-01', '2024-07-01'])
    assert.deepEqual(brief(rowOf(rows, 'RG1')), ['complete', 20, 0, 0])
    assert.deepEqual(brief(rowOf(rows, 'RG7')), ['gaps', 20, 3, 3])
    const [opened, closed] = [rowOf(rows, 'RG4'), rowOf(rows, 'RG6')]
    assert.deepEqual([brief(opened), opened?.since, opened?.until], [['complete', 10, 0, 0], '2024-06-17', null])
    assert.deepEqual([brief(closed), closed?.since, closed?.until], [['complete', 10, 0, 0], null, '2024-06-15'])
  })

  it('says since when, whom to ask, and where to look', async () => {
    const { rows } = await gapsOf('unit=RGP&period=2024-06&level=commune')
    const [silent, stopped] = [rowOf(rows, 'RG2'), rowOf(rows, 'RG3')]
    assert.deepEqual([brief(silent), silent?.ratings?.lastDay, silent?.dossiers.lastDay], [['nothing', 20, 20, 20], '2024-04-17', null])
    assert.deepEqual([stopped?.state, stopped?.ratings?.state, stopped?.ratings?.silentSince, stopped?.ratings?.lastDay, stopped?.ratings?.stored, stopped?.dossiers.state], ['stopped', 'stopped', '2024-06-13', '2024-06-12', 8, 'complete'])
    assert.deepEqual([stopped?.above?.code, stopped?.above?.name.vi, stopped?.centre, stopped?.unitName.vi], ['RGP', 'Tỉnh RG', 'RG3C', 'Xã RG3'])
  })

  it('counts the tablets that are there, and those nobody has tapped', async () => {
    await room.enrol('RG3C.Q1')
    const { rows } = await gapsOf('unit=RGP&period=2024-06&level=commune')
    assert.deepEqual([rowOf(rows, 'RG3')?.tablets, rowOf(rows, 'RG1')?.tablets], [{ enrolled: 1, silent: 1 }, { enrolled: 0, silent: 0 }])
  })

  it('names the groups of Decision 766 for which something only others can report has not come, and what does not add up', async () => {
    const { rows } = await gapsOf('unit=RGP&period=2024-06&level=commune')
    assert.deepEqual(rowOf(rows, 'RG1')?.measures, { missingGroups: ['online-service', 'online-payment', 'digitisation', 'satisfaction'], warnings: 1 })
    assert.deepEqual(rowOf(rows, 'RG2')?.measures, { missingGroups: ['transparency', 'online-service', 'online-payment', 'digitisation', 'satisfaction'], warnings: 0 })
    assert.equal(rowOf((await gapsOf('unit=RGP&period=2024-06&level=centre')).rows, 'RG1C')?.measures, null)
  })

  it('goes as far as the days that are over, and knows quarters too', async () => {
    const { to, rows } = await gapsOf('unit=RG1&period=2024-07&level=commune')
    assert.deepEqual([to, brief(rowOf(rows, 'RG1'))], ['2024-07-03', ['nothing', 2, 2, 2]])
    assert.equal(rowOf((await gapsOf('unit=RGP&period=2024-Q2&level=commune')).rows, 'RG2')?.ratings?.stored, 1)
    assert.deepEqual((await gapsOf('unit=RGP&period=2026-01&level=commune')).rows, [])
  })

  it('looks at all that the caller reaches, and at nothing else', async () => {
    const own = await gapsOf('period=2024-06&level=commune', 'RGP')
    assert.deepEqual([own.unit, own.rows.some((it) => it.unit === 'RGX1'), own.rows.length], ['RGP', false, 6])
    assert.ok((await gapsOf('period=2024-06&level=commune')).rows.some((it) => it.unit === 'RGX1'))
    assert.equal((await ask('unit=RGX&period=2024-06&level=commune', 'RGP')).status, 403)
    assert.equal((await ask('period=2024-06&level=commune', 'official')).status, 403)
    assert.equal((await ask('period=2024-06&level=commune', 'nobody')).status, 401)
  })

  it('says what is wrong with a question', async () => {
    for (const [query, pointer] of [['level=commune&period=2024-13', '/period'], ['level=country&period=2024-06', '/level'], ['level=commune&period=2024-06&unit=KHONG', '/unit']] as const) {
      const { status, json } = await ask(query)
      assert.deepEqual([status, json.errors[0].pointer], [422, pointer])
    }
  })

  it('stands beside the index of all units of a level in one answer, each with what it could still become', async () => {
    const { status, json } = await room.client.request('GET', '/api/v1/indices/decision-766/values?period=2024-06&level=commune&parent=RGP')
    assert.equal(status, 200)
    const { rows } = indexLevel.strict().parse(json)
    const one = (await room.client.request('GET', '/api/v1/indices/decision-766/values?period=2024-06&unit=RG1')).json
    const row = rows.find((it) => it.unit === 'RG1')
    assert.deepEqual([row?.total, row?.grade, row?.groups.map((it) => it.score)], [one.total, one.grade, one.groups.map((it: { score: number | null }) => it.score)])
    assert.ok(row && row.bounds.lower === row.total && row.bounds.upper > row.total && row.bounds.upper < 100 && row.coverage > 0 && row.coverage < 1)
    assert.equal(rows.some((it) => it.unit === 'RGX1'), false)
    const quality = indexLevel.parse((await room.client.request('GET', '/api/v1/indices/service-quality/values?period=2024-06&level=commune&parent=RGP')).json)
    assert.deepEqual(quality.rows.map((it) => `${it.unit} ${it.withheld}`), ['RG1', 'RG4', 'RG6', 'RG7'].map((it) => `${it} no-progress`))
  })
})
