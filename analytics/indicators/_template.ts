import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/**
 * What it means, and how not to misread it. To add an indicator: copy this file, add a line to registry.ts, a golden case to
 * test/analytics/indicators/ with its numbers as an example in worked-examples.ts, and a place in contract/indicator-groups.ts (tests
 * fail as long as one is missing); then npm run docs.
 */
export const template: Indicator = {
  definition: {
    ...SHARED, id: 'template', version: 1, effectiveFrom: '2026-01-01', countedUnit: DOSSIERS,
    name: { vi: '', en: '' },
    meaning: { vi: '', en: '' },
    caution: { vi: '', en: '' },
    formula: { vi: '', en: '' },
    source: '',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sum(resolved)',
  denominator: 'sum(received)',
  sampleSize: 'sum(received)',
}
