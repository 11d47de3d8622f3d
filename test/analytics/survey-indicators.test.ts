import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { copyUnits } from '../../analytics/dimensions/copy-units.ts'
import { createSurveyCopy } from '../../analytics/surveys/copy-surveys.ts'
import type { IndicatorValue } from '../../contract/indicator.ts'
import type { SurveyRow } from '../../ingest/queue/fact-batch.ts'
import { writeSurveyAnswers } from '../../ingest/writer/survey-writer.ts'
import { createPublishedPeriods } from '../../registry/published-periods.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

const CODE = 'hai-long-dich-vu'
/** 2026-05-20 in Hà Nội: the months below are over. */
const NOW = Date.parse('2026-05-20T10:00:00+07:00')

describe('indicators of surveys', function () {
  let room: IngestRoom
  let copy: () => Promise<void>
  const sheet = (centre: string, levels: Record<string, number>, more: { month?: string; version?: number; finished?: boolean; outcome?: string; channel?: string; procedure?: string; numbers?: [string, number][] } = {}): SurveyRow => {
    const { month = '2026-03', version = 1, finished = true, outcome = 'finished', channel = 'card', procedure = '', numbers = [] } = more
    return [randomUUID(), CODE, version, centre, procedure, month, outcome, channel, 'vi', Date.parse('2026-04-02T03:00:00Z'), finished, Object.entries(levels), numbers, [], [], Object.keys(levels)]
  }
  const write = (rows: SurveyRow[]) => writeSurveyAnswers({ ...room, publishedPeriods: createPublishedPeriods({ record: room.record, clock: () => NOW }) }, [{ version: 1, kind: 'surveys', sender: 'survey', receivedAt: NOW, rows }])
  const values = async (query: Record<string, string>): Promise<Record<string, IndicatorValue[]>> => {
    const answer = await room.client.request('GET', `/api/v1/values?${new URLSearchParams(query).toString()}`, { token: room.client.key })
    assert.equal(answer.status, 200, answer.text)
    return Object.fromEntries((answer.json as { values: { indicator: string; rows: IndicatorValue[] }[] }).values.map((it) => [it.indicator, it.rows]))
  }
  const rowOf = async (indicator: string, centre: string, period = '2026-03') => (await values({ indicators: indicator, level: 'centre', parent: centre, period }))[indicator]?.[0]
  const near = (actual: number | null | undefined, expected: number, tolerance = 5e-5) => assert.ok(typeof actual === 'number' && Math.abs(actual - expected) < tolerance, `${actual} is not ${expected}`)
  const times = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index))

  before(async () => {
    room = await openIngestRoom({ hasWorker: false, clock: () => NOW })
    const { client, registry } = room
    await client.makeCentres(['SIA', 'SIB', 'SIC', 'SID'])
    copy = createSurveyCopy({ ...room, ...registry, publishedPeriods: createPublishedPeriods({ record: room.record, clock: () => NOW }), clock: () => NOW })
    const invite = (channel: string, invitations: object[]) => client.request('POST', '/api/v1/survey-invitations', { token: client.key, body: { questionnaire: CODE, channel, invitations } })
    assert.equal((await invite('card', times(200, () => ({ centreCode: 'SIA', month: '2026-03' })))).status, 201)
    await copyUnits(room, registry.places)
    const level = (index: number, satisfied: number, answered: number) => (index < satisfied ? 5 : index < answered ? 2 : 0)
    await write([
      ...times(100, (index) => sheet('SIA', { 'access-signs': level(index, 84, 98), 'access-seats': level(index, 80, 90), 'overall-service': level(index, 85, 100) })),
      ...times(20, () => sheet('SIA', { 'overall-service': 5 }, { outcome: 'refused' })),
      ...times(20, () => sheet('SIA', { 'overall-service': 5 }, { channel: 'open' })),
      ...times(10, () => sheet('SIA', { 'access-signs': 5 }, { finished: false })),
      ...times(9, () => sheet('SIB', { 'overall-service': 5 })),
    ])
    await copy()
    await room.refresh()
  })
  after(() => room.close())

  it('are means of the items’ shares with the interval of people, of whoever was invited and whose dossier was finished', async () => {
    const [access, overall] = [await rowOf('survey-access', 'SIA'), await rowOf('survey-satisfaction', 'SIA')]
    near(access?.value, (94 / 108 + 80 / 90) / 2)
    assert.deepEqual([access?.numerator, access?.denominator, access?.sampleSize], [174, 198, 108])
    near(overall?.value, 0.85)
    near(overall?.lower, 0.7672, 5e-4)
    near(overall?.upper, 0.9069, 5e-4)
  })

  it('say how many of those who were invited answered, and how many finished', async () => {
    const [response, completion, overall] = [await rowOf('survey-response-rate', 'SIA'), await rowOf('survey-completion-rate', 'SIA'), await rowOf('survey-satisfaction', 'SIA')]
    assert.deepEqual([response?.numerator, response?.denominator], [130, 200])
    assert.deepEqual([completion?.numerator, completion?.denominator], [140, 150])
    near(overall?.coverage, 110 / 200)
  })

  it('hide what fewer than ten say from everybody, their counts too', async () => {
    const row = await rowOf('survey-satisfaction', 'SIB')
    assert.deepEqual([row?.value, row?.sampleSize, row?.numerator, row?.reason], [null, null, null, 'sample-too-small'])
  })

  it('are counted by month, quarter and channel, and never by day', async () => {
    const quarter = await rowOf('survey-satisfaction', 'SIA', '2026-Q1')
    assert.equal(quarter?.sampleSize, 100)
    const byChannel = await values({ indicators: 'survey-satisfaction', level: 'centre', parent: 'SIA', period: '2026-03', segment: 'channel' })
    assert.deepEqual(byChannel['survey-satisfaction']?.map((it) => [it.segment, it.sampleSize]), [['card', 100]])
    const byDay = await room.client.request('GET', '/api/v1/indicators/survey-satisfaction/values?level=centre&parent=SIA&period=2026-03&bucket=day', { token: room.client.key })
    assert.equal(byDay.status, 422)
  })

  it('break where a version was not declared comparable, and go on where it was', async () => {
    const book = room.registry.questionnaires
    const content = await book.contentOf(CODE, 1)
    assert.ok(content)
    const ask = { key: 'recommend', kind: 'scale10' as const, recommend: true, text: { vi: 'Bạn có giới thiệu không?', en: 'Would you recommend it?' }, lowest: { vi: 'Không', en: 'No' }, highest: { vi: 'Có', en: 'Yes' } }
    const withNps = { ...content, sections: content.sections.map((it, index) => (index === 0 ? { ...it, questions: [...it.questions, ask] } : it)) }
    for (const [version, comparable] of [[2, true], [3, false]] as const) {
      assert.equal(await book.saveDraft(CODE, withNps, 'system'), version)
      await book.publish(CODE, version, comparable, 'system')
    }
    await write([
      ...times(30, (index) => sheet('SIC', { 'overall-service': index < 15 ? 5 : 1 }, { month: '2026-01' })),
      ...times(30, () => sheet('SIC', { 'overall-service': 5 }, { month: '2026-02', version: 2, numbers: [['recommend', 9]] })),
      ...times(20, (index) => sheet('SIC', { 'overall-service': 5 }, { month: '2026-03', version: 3, numbers: [['recommend', index < 11 ? 10 : index < 17 ? 7 : 3]] })),
    ])
    await copy()
    await room.refresh()
    const { 'survey-satisfaction': months } = await values({ indicators: 'survey-satisfaction', level: 'centre', parent: 'SIC', period: '2026', bucket: 'month' })
    assert.deepEqual(months?.map((it) => [it.period, it.value, it.definitionVersion]), [['2026-01', 0.5, 1], ['2026-02', 1, 1], ['2026-03', 1, 3]])
    const quarter = await rowOf('survey-satisfaction', 'SIC', '2026-Q1')
    assert.deepEqual([quarter?.sampleSize, quarter?.definitionVersion, quarter?.quality.includes('incomplete')], [20, 3, true])
    const nps = await rowOf('survey-nps', 'SIC', '2026-03')
    near(nps?.value, 40)
    assert.equal(await rowOf('survey-nps', 'SIC', '2026-01'), undefined)
  })

  it('are the reference values of statistics.md for 10,000 sheets that came in any order, parts and repetitions among them', async () => {
    const level = (index: number, satisfied: number, answered: number) => (index % 100 < satisfied ? (index % 2 === 0 ? 5 : 4) : index % 100 < answered ? 1 + (index % 3) : 0)
    const all = times(10_000, (index) => sheet('SID', {
      'access-signs': level(index, 84, 98), 'access-seats': level(index, 80, 90), 'officials-manner': level(index, 85, 100), 'officials-skill': level(index, 65, 95), 'overall-service': level(index, 85, 100),
    }, { month: '2026-04', version: 1 + (index % 2) }))
    const shuffled = all.map((row, index) => ({ row, at: (index * 7_919) % 10_007 })).sort((a, b) => a.at - b.at).map(({ row }) => row)
    for (let start = 0; start < shuffled.length; start += 2_000) {
      const some = shuffled.slice(start, start + 2_000)
      const parts = some.filter((_, index) => index % 10 === 0).map((row) => row.with(10, false).with(11, row[11].slice(0, 1)) as SurveyRow)
      await write([...parts, ...some, ...some.slice(0, 100), ...parts.slice(0, 50)])
    }
    await room.refresh()
    const [access, officials, overall] = [await rowOf('survey-access', 'SID', '2026-04'), await rowOf('survey-officials', 'SID', '2026-04'), await rowOf('survey-satisfaction', 'SID', '2026-04')]
    near(access?.value, 0.873016, 1e-6)
    near(officials?.value, 0.767105, 1e-6)
    assert.deepEqual([access?.sampleSize, access?.numerator, access?.denominator, overall?.value, overall?.sampleSize], [9_800, 16_400, 18_800, 0.85, 10_000])
    near(overall?.lower, 0.842867, 1e-5)
    near(overall?.upper, 0.856864, 1e-5)
  })

  it('stay as they are when everything is counted afresh, in whatever order it came', async () => {
    const before = await values({ level: 'centre', parent: 'SIA', period: '2026-03' })
    await room.dirtyDays.mark('surveys', [{ day: '2026-03-01', centreCode: 'SIA' }])
    await room.refresh()
    const again = await values({ level: 'centre', parent: 'SIA', period: '2026-03' })
    const told = (rows: Record<string, IndicatorValue[]>) => rows['survey-access']?.map((it) => ({ ...it, computedAt: '' }))
    assert.deepEqual(told(again), told(before))
  })
})
