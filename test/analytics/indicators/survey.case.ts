import type { GoldenCase, GoldenSheet } from './golden-case.ts'
type Facts = ReturnType<GoldenCase['facts']>

/** Fifteen sheets about the two items of a measure: twelve answer both, three the first alone. */
const ofFactor = (indicator: string, first: string, second: string): GoldenCase => ({
  indicator,
  facts: (): Facts => [
    { why: 'satisfied with both', times: 8, sheet: { levels: { [first]: 5, [second]: 4 } } },
    { why: 'satisfied with the first alone', times: 4, sheet: { levels: { [first]: 4, [second]: 3 } } },
    { why: 'not satisfied with the first, no opinion of the second', times: 3, sheet: { levels: { [first]: 2, [second]: 0 } } },
    { why: 'refused dossiers stand apart', times: 5, sheet: { levels: { [first]: 1, [second]: 1 }, outcome: 'refused' } },
    { why: 'everybody may answer an open link', times: 5, sheet: { levels: { [first]: 1, [second]: 1 }, channel: 'open' } },
  ],
  // (12/15 + 8/12) / 2; the pooled share would be 20/27.
  expected: { numerator: 20, denominator: 27, sampleSize: 15, value: 0.733333, lower: 0.544802, upper: 0.863364 },
})

export const surveyCases: GoldenCase[] = [
  ofFactor('survey-access', 'access-signs', 'access-seats'),
  ofFactor('survey-procedures', 'procedures-papers', 'procedures-time'),
  ofFactor('survey-officials', 'officials-manner', 'officials-skill'),
  ofFactor('survey-results', 'results-fair', 'results-right'),
  ofFactor('survey-feedback', 'feedback-ways', 'feedback-answer'),
  {
    indicator: 'survey-satisfaction',
    facts: (): Facts => [
      { why: 'level 5', times: 50, sheet: { levels: { 'overall-service': 5 } } },
      { why: 'level 4', times: 35, sheet: { levels: { 'overall-service': 4 } } },
      { why: 'level 3 is not satisfied', times: 10, sheet: { levels: { 'overall-service': 3 } } },
      { why: 'level 1', times: 5, sheet: { levels: { 'overall-service': 1 } } },
      { why: 'left before that question', times: 7, sheet: { levels: { 'access-signs': 1 }, finished: false } },
    ],
    expected: { numerator: 85, denominator: 100, sampleSize: 100, value: 0.85, lower: 0.767164, upper: 0.90694 },
  },
  {
    indicator: 'survey-nps',
    facts: (): Facts => [
      { why: 'promoters', times: 55, sheet: { recommend: 9 } },
      { why: 'passives', times: 30, sheet: { recommend: 8 } },
      { why: 'detractors', times: 15, sheet: { recommend: 6 } },
      { why: 'did not answer that question', times: 4, sheet: { levels: { 'overall-service': 1 } } },
    ],
    expected: { numerator: 7000, denominator: 100, sampleSize: 100, value: 40, lower: 24.695337, upper: 53.357667 },
  },
  {
    indicator: 'survey-response-rate',
    facts: (): Facts => [
      { why: 'finished', times: 24, sheet: { levels: { 'overall-service': 5 } } },
      { why: 'a part is an answer too', times: 6, sheet: { levels: { 'access-signs': 5 }, finished: false } },
      { why: 'not invited', times: 9, sheet: { levels: { 'overall-service': 5 }, channel: 'open' } },
      { why: 'invited', times: 80, invited: 'card' },
      { why: 'invited, no answer', times: 20, invited: 'receipt' },
    ],
    expected: { numerator: 30, denominator: 100, sampleSize: 100, value: 0.3, lower: 0.218949, upper: 0.395848 },
  },
  {
    indicator: 'survey-completion-rate',
    facts: (): Facts => [
      { why: 'to the end', times: 8, sheet: { levels: { 'overall-service': 5 } } },
      { why: 'left on the way', times: 2, sheet: { levels: { 'access-signs': 5 }, finished: false } },
    ],
    expected: { numerator: 8, denominator: 10, sampleSize: 10, value: 0.8, lower: 0.490162, upper: 0.943318 },
  },
]

/** Measures of the version that golden sheets are of: the standard questionnaire with the question whether one would recommend the service. */
export const GOLDEN_VERSION = 700
export const goldenMeasures: Readonly<Record<string, readonly string[]>> = {
  'access': ['access-signs', 'access-seats'], 'procedures': ['procedures-papers', 'procedures-time'], 'officials': ['officials-manner', 'officials-skill'],
  'results': ['results-fair', 'results-right'], 'feedback': ['feedback-ways', 'feedback-answer'], 'overall': ['overall-service'], 'recommend': ['recommend'],
}
export const toLevels = ({ levels = {} }: GoldenSheet) => Object.entries(levels)
