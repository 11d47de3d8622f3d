import { useQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef } from 'vue'
import { countSides } from '../../../contract/words/side.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { FunnelPlace } from '../../ui/charts/to-funnel-option.ts'
import type { PlaceEstimate } from '../../ui/charts/place-estimate.ts'
import { useApi } from '../api/use-api.ts'
import { toPlaceEstimate } from '../figures/to-place-estimate.ts'
import { usePlaceValues } from '../figures/use-place-values.ts'
import { useUnitValue, type UnitRef } from '../figures/use-values.ts'
import type { Span } from '../periods/periods.ts'
import { toPlaceKind, type CompareLevel } from './compare-query.ts'

export interface Compared { within: UnitRef, level: CompareLevel, indicator: string, span: Span }

/** Where so many units may be silent, they are listed by name; among all centres of a country they are not. */
const listsSilent = ({ within, level }: Compared) => within.kind !== 'country' || level === 'province'
/** A funnel of two says nothing. */
const FEWEST_FOR_FUNNEL = 3

/** The units of a level within a unit, each against the figure of the whole; those that are there and have no figure too. */
export function useComparedPlaces(asked: ComputedRef<Compared | null>) {
  const { language, say } = useLanguage()
  const api = useApi()
  const enabled = computed(() => asked.value !== null)
  const values = usePlaceValues(
    () => (asked.value ? [asked.value.indicator] : []),
    () => ({ ...asked.value?.span, level: asked.value?.level ?? 'province', parent: asked.value?.within.code ?? undefined }), enabled,
  )
  const all = useUnitValue(() => asked.value?.indicator ?? '', () => asked.value?.within ?? { kind: 'country', code: null }, () => asked.value?.span ?? { period: '' }, { enabled })
  const units = useQuery({
    queryKey: computed(() => ['units', 'within', asked.value?.within.code ?? null, asked.value?.level]),
    queryFn: ({ signal }) => api.units({ parent: asked.value?.within.code ?? undefined, kind: asked.value?.level }, signal),
    enabled: computed(() => asked.value !== null && listsSilent(asked.value)), staleTime: 300_000,
  })

  const rows = computed(() => (asked.value ? values.rowsOf(asked.value.indicator) : undefined))
  const whole = computed(() => all.estimate.value)
  const withRow = computed(() => (rows.value ?? []).filter(({ unit }) => unit !== asked.value?.within.code).map((row): PlaceEstimate => ({
    ...toPlaceEstimate(language.value, say, asked.value?.level ?? 'province', row, whole.value?.value ?? null), kind: toPlaceKind(row.unitName.vi),
  })))
  const silent = computed(() => {
    const known = new Set(withRow.value.map(({ code }) => code))
    const mayLack = asked.value && listsSilent(asked.value) ? units.data.value ?? [] : []
    return mayLack.filter(({ code }) => !known.has(code) && code !== asked.value?.within.code).map((unit): PlaceEstimate => ({
      code: unit.code, name: language.value === 'vi' ? unit.nameVi : unit.nameEn, kind: toPlaceKind(unit.nameVi), estimate: null, alone: null, side: null, missing: say('reasonNoData'),
    }))
  })
  const funnel = computed(() => {
    const counted = (rows.value ?? []).flatMap((row): FunnelPlace[] => (
      // Only where what is divided are the counted cases themselves: money weighs, cases count.
      row.value !== null && row.sampleSize !== null && row.denominator === row.sampleSize && row.unit !== asked.value?.within.code
        ? [{ code: row.unit, name: row.unitName[language.value], n: row.sampleSize, value: row.value }] : []))
    const sum = counted.reduce((total, it) => total + it.n, 0)
    return { places: counted, expected: whole.value?.value ?? counted.reduce((total, it) => total + it.n * it.value, 0) / Math.max(1, sum), isEnough: counted.length >= FEWEST_FOR_FUNNEL }
  })
  return {
    rows, whole, funnel,
    places: computed(() => [...withRow.value, ...silent.value]),
    withFigure: computed(() => withRow.value.filter(({ estimate }) => estimate !== null)),
    spread: computed(() => (whole.value ? countSides(withRow.value.map(({ estimate }) => estimate), whole.value.value) : null)),
    isPending: computed(() => values.isPending.value || all.isPending.value),
    error: values.error,
    refetch: () => void values.refetch(),
  }
}
