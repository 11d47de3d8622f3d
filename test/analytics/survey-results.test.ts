import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { surveyResults, type SurveyResults } from '../../contract/survey-results.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

const COLUMNS = ['ticket', 'questionnaire', 'version', 'centre_code', 'procedure_code', 'month', 'outcome', 'channel', 'language', 'answered_at', 'finished', 'levels', 'numbers', 'choices', 'texts', 'shown', 'precedence']

describe('results of a survey', function () {
  let room: IngestRoom
  /** `levels` of a sheet by its number; the shares are those of statistics.md §1.3, times a hundred. */
  const store = async (centre: string, sheets: number, levelsOf: (index: number) => Record<string, number>, more: { outcome?: string; channel?: string; month?: string; finished?: number; version?: number; procedure?: string; comment?: string } = {}) => {
    const { outcome = 'finished', channel = 'card', month = '2026-03', finished = 1, version = 1, procedure = '', comment } = more
    await room.warehouse.insert('survey_answers', COLUMNS, Array.from({ length: sheets }, (_, index) => {
      const levels = levelsOf(index)
      return [randomUUID(), 'hai-long-dich-vu', version, centre, procedure, month, outcome, channel, 'vi', 1_775_000_000, finished, levels, {}, {}, comment ? { comment } : {}, finished ? [...Object.keys(levels), 'comment'] : Object.keys(levels), finished ? 65_535 : 1]
    }))
  }
  const read = async (unit: string, period = '2026-03'): Promise<SurveyResults> => {
    const answer = await room.client.request('GET', `/api/v1/survey-results?questionnaire=hai-long-dich-vu&unit=${unit}&period=${period}`, { token: room.client.key })
    assert.equal(answer.status, 200, answer.text)
    return surveyResults.parse(answer.json)
  }
  const near = (actual: number | null | undefined, expected: number, tolerance = 5e-5) => assert.ok(typeof actual === 'number' && Math.abs(actual - expected) < tolerance, `${actual} is not ${expected}`)
  const rowOf = (results: SurveyResults, measure: string) => results.measures.find((it) => it.measure === measure)?.row

  before(async () => {
    room = await openIngestRoom({ hasWorker: false })
    await room.client.makeCentres(['SRA', 'SRB', 'SRW'])
    const share = (index: number, satisfied: number, n: number) => (index % 100 < satisfied ? 5 : index % 100 < n ? 2 : 0)
    await store('SRA', 10_000, (index) => ({
      'access-signs': share(index, 84, 98), 'access-seats': share(index, 80, 90), 'officials-manner': share(index, 85, 100), 'officials-skill': share(index, 65, 95), 'overall-service': share(index, 85, 100),
    }))
    await store('SRA', 40, () => ({ 'access-signs': 4 }), { finished: 0 })
    await store('SRA', 12, () => ({ 'overall-service': 1 }), { outcome: 'refused' })
    await store('SRB', 9, () => ({ 'overall-service': 5 }))
    const pick = (index: number, by: number) => 1 + ((index * by + Math.floor(index / 7)) % 5)
    await store('SRB', 300, (index) => ({
      'access-signs': pick(index, 1), 'procedures-time': pick(index, 2), 'officials-manner': pick(index, 3), 'results-fair': pick(index, 4), 'feedback-ways': pick(index, 6), 'overall-service': Math.max(1, Math.min(5, pick(index, 3) + (index % 3) - 1)),
    }), { month: '2026-01' })
  })
  after(() => room.close())

  it('are the reference values of 10,000 sheets: mean of the items’ shares per factor, with the interval of people', async () => {
    const results = await read('SRA')
    near(rowOf(results, 'officials')?.value, 0.767105)
    near(rowOf(results, 'overall')?.value, 0.85)
    // Those who gave a part only count where they answered: 8,400 + 40 of 9,800 + 40.
    near(rowOf(results, 'access')?.value, (8_440 / 9_840 + 8_000 / 9_000) / 2)
    const items = results.measures.find((it) => it.measure === 'access')?.items ?? []
    assert.deepEqual(items.slice(0, 2).map(({ key, row }) => [key, row.numerator, row.denominator]), [['access-signs', 8_440, 9_840], ['access-seats', 8_000, 9_000]])
    const overall = rowOf(results, 'overall')
    assert.ok(overall?.sampleSize === 10_000 && overall.lower !== null && overall.upper !== null && overall.upper - overall.lower < 0.015)
  })

  it('keep those who were refused apart, and say who finished and where people stop', async () => {
    const results = await read('SRA')
    assert.deepEqual(results.apart.map(({ outcome, channel, row }) => [outcome, channel, row.value]), [['finished', 'card', 0.85], ['refused', 'card', 0]])
    near(results.rates.completion.value, 10_012 / 10_052)
    const dropped = results.dropOff.find((it) => it.key === 'comment')
    assert.deepEqual([dropped?.shown, dropped?.answered], [10_012, 0])
  })

  it('say nothing under ten sheets, and what goes along with satisfaction from 200 on, pooled over twelve months', async () => {
    const results = await read('SRB')
    assert.deepEqual([rowOf(results, 'overall')?.value, rowOf(results, 'overall')?.reason], [null, 'sample-too-small'])
    assert.equal(results.drivers?.n, 300)
    const [first] = [...results.drivers?.parts ?? []].sort((a, b) => b.share - a.share)
    assert.deepEqual([first?.measure, results.drivers?.distinguishable], ['officials', true])
    assert.equal((await read('SRA')).drivers, null)
  })

  it('weigh the sheets by closed dossiers, and lay tablets beside them in the same mix of sectors', async () => {
    const month = '2026-03'
    // Land: 100 sheets of 900 dossiers; civil status: 300 sheets of 100 dossiers; health has dossiers and no sheet.
    await store('SRW', 300, (index) => ({ 'overall-service': index < 270 ? 5 : 2 }), { month, procedure: 'SRW.1' })
    await store('SRW', 100, (index) => ({ 'overall-service': index < 60 ? 4 : 1 }), { month, procedure: 'SRW.2', comment: 'Chờ lâu quá' })
    const dossiers = ['day', 'centre_code', 'procedure_code', 'sector_code', 'channel', 'resolved', 'version', 'is_deleted']
    await room.warehouse.insert('dossier_daily', dossiers, [['SRW.1', 'hotich', 100], ['SRW.2', 'datdai', 900], ['SRW.3', 'yte', 200]].map(([procedure, sector, resolved]) => ['2026-03-10', 'SRW', procedure, sector, 'direct', resolved, 1, 0]))
    const ratings = ['day', 'centre_code', 'counter_code', 'hour', 'procedure_code', 'scale', 'score', 'ratings', 'version', 'is_deleted']
    await room.warehouse.insert('rating_daily', ratings, [['SRW.1', 5, 90], ['SRW.1', 1, 10], ['SRW.2', 5, 60], ['SRW.2', 1, 40]].map(([procedure, score, count]) => ['2026-03-10', 'SRW', 'SRW.Q1', 9, procedure, 5, score, count, 1, 0]))
    const { measures, weighted, channels, themes } = await read('SRW')
    near(measures.find((it) => it.measure === 'overall')?.row.value, 330 / 400)
    // Cells are drawn towards their field by 20 sheets, which are their own field here; health is told by the mean of all.
    near(weighted?.value, (100 * 0.9 + 900 * 0.6 + 200 * (330 / 400)) / 1_200)
    assert.deepEqual([weighted?.sheets, weighted?.dossiers, weighted?.strata, weighted?.emptyStrata, weighted?.trimmedStrata], [400, 1_200, 3, 1, 0])
    near(weighted?.emptyShare, 200 / 1_200)
    assert.deepEqual(weighted?.moving && [weighted.moving.name.vi, weighted.moving.ofSheets, weighted.moving.ofDossiers], ['datdai', 0.25, 0.75])
    assert.ok(weighted && weighted.effectiveSample < 400 && weighted.lower < weighted.value && weighted.value < weighted.upper)
    near(channels?.difference.value, 330 / 400 - 150 / 200)
    near(channels?.sameMix?.value, 0)
    assert.equal(channels?.sameMix?.sectors, 2)
    assert.deepEqual(themes.map((it) => [it.source, it.comments, it.rows.map((row) => [row.theme, row.comments, row.dissatisfied?.value])]), [['survey', 100, [['waiting', 100, 0.4]]]])
    assert.equal((await read('SRB')).weighted, null)
  })

  it('break the series where a version was not declared comparable', async () => {
    const book = room.registry.questionnaires
    const content = await book.contentOf('hai-long-dich-vu', 1)
    assert.ok(content)
    assert.equal(await book.saveDraft('hai-long-dich-vu', content, 'system'), 2)
    await book.publish('hai-long-dich-vu', 2, false, 'system')
    await store('SRB', 20, () => ({ 'overall-service': 5 }), { month: '2026-02', version: 2 })
    const { series, versions } = await read('SRB', '2026-Q1')
    assert.deepEqual([versions, series.map((it) => [it.versions, it.rows.map(({ period }) => period)])], [[2], [[[1], ['2026-01', '2026-03']], [[2], ['2026-02']]]])
  })
})
