import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { IndexLevelRow } from '../../../contract/index-values.ts'
import type { IndicatorValue } from '../../../contract/indicator.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { toEstimate } from '../../../contract/words/estimate.ts'
import type { Estimate } from '../../../contract/words/format.ts'
import type { LevelQuery } from '../api/affairs-api.ts'
import { useApi } from '../api/use-api.ts'
import { THE_COUNTRY, toUnitRow, unitValuesQuery, useValues, type UnitRef } from '../figures/use-values.ts'
import { INDEX_COLUMNS, INDICATOR_COLUMNS, type ColumnId } from './affair-columns.ts'
import { toAffairRows } from './affair-rows.ts'

/** Looked at whatever is shown: the marks rest on them. */
const ALWAYS: ReadonlySet<string> = new Set(['on-time-due', 'component-digitisation', 'counter-satisfaction'])

interface Asked { asked: MaybeRefOrGetter<LevelQuery>, whole: MaybeRefOrGetter<UnitRef | null>, columns: MaybeRefOrGetter<readonly ColumnId[]>, enabled: MaybeRefOrGetter<boolean> }

/** Everything that is known of the units of a level, one request for each figure, as the answers come; and the figures of the whole they lie in. */
export function useAffairs({ asked, whole, columns, enabled }: Asked) {
  const { language } = useLanguage()
  const api = useApi()
  const isShown = (id: ColumnId) => toValue(columns).includes(id)

  const gaps = useQuery({ queryKey: computed(() => ['reporting-gaps', toValue(asked)]), queryFn: ({ signal }) => api.reportingGaps(toValue(asked), signal), enabled: computed(() => toValue(enabled)) })
  const values = INDICATOR_COLUMNS.map((id) => ({ id, result: useValues(id, () => ({ ...toValue(asked) }), { enabled: () => toValue(enabled) && (ALWAYS.has(id) || isShown(id)) }) }))
  /** All figures of the whole in one answer. */
  const wholeValues = useQuery({
    queryKey: computed(() => unitValuesQuery(api, toValue(whole) ?? THE_COUNTRY, { period: toValue(asked).period }).queryKey),
    queryFn: (context) => unitValuesQuery(api, toValue(whole) ?? THE_COUNTRY, { period: toValue(asked).period }).queryFn(context),
    enabled: computed(() => toValue(enabled) && toValue(whole) !== null),
  })
  // Composites of thousands of units take the server a while: what everybody reads first is not to wait behind them.
  const hasRest = computed(() => gaps.isFetched.value && values.every(({ result }) => !result.isLoading.value))
  const indices = INDEX_COLUMNS.map((id) => ({
    id, result: useQuery({ queryKey: computed(() => ['index-level', id, toValue(asked)]), queryFn: ({ signal }) => api.indexLevel(id, toValue(asked), signal), enabled: computed(() => toValue(enabled) && isShown(id) && hasRest.value) }),
  }))

  const valuesOf = computed(() => new Map(values.flatMap(({ id, result }): [string, readonly IndicatorValue[]][] => (result.data.value ? [[id, result.data.value]] : []))))
  const indicesOf = computed(() => new Map(indices.flatMap(({ id, result }): [string, readonly IndexLevelRow[]][] => (result.data.value ? [[id, result.data.value]] : []))))
  const rows = computed(() => toAffairRows({ gaps: gaps.data.value?.rows ?? [], values: valuesOf.value, indices: indicesOf.value }, language.value))
  const wholeOf = computed(() => new Map(INDICATOR_COLUMNS.flatMap((id): [string, IndicatorValue][] => {
    const row = wholeValues.data.value && toUnitRow(wholeValues.data.value, toValue(whole) ?? THE_COUNTRY, id)
    return row ? [[id, row]] : []
  })))
  const references = computed(() => new Map([...wholeOf.value].flatMap(([id, row]): [string, Estimate][] => {
    const estimate = toEstimate(row)
    return estimate ? [[id, estimate]] : []
  })))
  const loading = computed(() => new Set<string>([
    ...values.filter(({ result }) => result.isLoading.value), ...indices.filter(({ id, result }) => isShown(id) && result.isPending.value),
  ].map(({ id }) => id)))
  const failed = computed(() => values.find(({ result }) => result.error.value && !result.data.value)?.result ?? null)
  const isProvisional = computed(() => [...valuesOf.value.values()].flat().some((it) => it.quality.includes('provisional')))
  return { gaps, rows, failed, isProvisional, wholeOf, references, loading }
}
