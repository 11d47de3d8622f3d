import assert from 'node:assert/strict'
import { DECISION_766 } from '../../../analytics/indices/decision-766.ts'
import { scoreIndex, type KnownMeasure } from '../../../analytics/indices/score-index.ts'

const [SCHEME] = DECISION_766 as [(typeof DECISION_766)[number]]
const known = (measures: Record<string, [numerator: number, denominator: number] | number>) => new Map(Object.entries(measures).map(([metric, it]): [string, KnownMeasure] =>
  [metric, { ...(typeof it === 'number' ? { numerator: null, denominator: null, value: it } : { numerator: it[0], denominator: it[1], value: null }), origin: 'reported', source: 'test' }]))
const group = (id: string, measures: Parameters<typeof known>[0]) => scoreIndex(SCHEME, known(measures)).groups.find((it) => it.id === id)

describe('the scheme of Decision 766', () => {
  it('has 100 points in six groups, as many as their parts', () => {
    assert.equal(SCHEME.groups.reduce((sum, it) => sum + it.max, 0), 100)
    for (const { id, max, parts } of SCHEME.groups) assert.equal(parts.reduce((sum, it) => sum + (it.kind === 'information' ? 0 : it.max), 0), max, id)
  })

  it('gives full marks to who had no petitions, nothing to who received no dossier, and leaves out what could not be counted', () => {
    assert.equal(group('satisfaction', { PETITION_PROCESSING_ON_TIME: [0, 0], PETITION_HANDLING_SATISFACTION: [0, 0], DOSSIER_RECEIVING_SATISFACTION: [0, 0] })?.score, 12)
    assert.deepEqual([group('progress', { PROGRESS: [0, 0] })?.score, group('progress', { PROGRESS: [0, 0] })?.parts[0]?.ratio], [0, 0])
    const transparency = group('transparency', { PUBLISH_ON_TIME: [87, 89], PUBLIC_UPDATE_ON_TIME: [0, 0] })
    assert.deepEqual([transparency?.score, transparency?.parts[1]?.score, transparency?.max], [5.87, null, 18])
  })

  it('caps a part at its points from the share on that has full marks', () => {
    assert.deepEqual([[79, 100], [80, 100], [95, 100]].map((it) => group('digitisation', { REUSED_DIGITIZED_DATA: it as [number, number] })?.score), [1.98, 2, 2])
  })

  it('rounds every part before it adds', () => {
    // Vân Phú, August 2026: 5.42 + 0.56 + 0.48; added first it would be 6.47.
    assert.equal(group('online-payment', { PAYMENT_DOSSIERS: [1491, 1651], PAYMENT_PROCEDURES: [7, 31], PAYMENT_FEE_DATA: [6, 31] })?.score, 6.46)
  })

  it('shows what is for information without scoring it', () => {
    const part = group('satisfaction', { PETITION_CLASSIFICATION_TTHC: [3, 4] })?.parts.find((it) => it.metric === 'PETITION_CLASSIFICATION_TTHC')
    assert.deepEqual([part?.ratio, part?.score, part?.note], [0.75, null, 'information-only'])
  })

  it('grades from the lower bound of a band on, and only where all six groups have points', () => {
    const points = (progress: number) => ({ TRANSPARENCY_SCORE: 18, PROGRESS_SCORE: progress, ONLINE_SERVICE_SCORE: 12, ONLINE_PAYMENT_SCORE: 10, DIGITISATION_SCORE: 22, SATISFACTION_SCORE: 18 })
    const graded = (progress: number) => { const { total, grade } = scoreIndex(SCHEME, known(points(progress))); return [total, grade] }
    assert.deepEqual([graded(10), graded(9.99), graded(0)], [[90, 'excellent'], [89.99, 'good'], [80, 'good']])
    assert.deepEqual([scoreIndex(SCHEME, known({ PROGRESS_SCORE: 12 })).total, scoreIndex(SCHEME, known({ PROGRESS_SCORE: 12 })).grade, scoreIndex(SCHEME, known({})).total], [12, null, null])
  })
})
