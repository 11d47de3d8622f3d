import type { IndicatorDefinition } from '../../../../contract/indicator.ts'
import { METRIC_NAMES } from '../../../../contract/metric-names.ts'
import type { Language } from '../../../../contract/words/translator.ts'

export const isPoints = (metric: string) => metric.endsWith('_SCORE')

/** A metric's name: the portal's, or that of the indicator whose id it is; else the code itself. */
export const toMetricName = (metric: string, language: Language, definitions: readonly Pick<IndicatorDefinition, 'id' | 'name'>[]): string =>
  METRIC_NAMES[metric]?.[language] ?? definitions.find(({ id }) => id === metric)?.name[language] ?? metric
