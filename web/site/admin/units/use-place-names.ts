import { useQueries } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useLanguage } from '../../../i18n/use-language.ts'
import { useApi } from '../../api/use-api.ts'

const CODES_PER_REQUEST = 100

/** What units are called on a day (today when left out), by code; a code that has no name then stands for itself. */
export function usePlaceNames(codes: MaybeRefOrGetter<readonly string[]>, on?: MaybeRefOrGetter<string | undefined>) {
  const api = useApi()
  const { language } = useLanguage()
  const pieces = computed(() => {
    const asked = [...new Set(toValue(codes))].sort()
    return Array.from({ length: Math.ceil(asked.length / CODES_PER_REQUEST) }, (_, index) => asked.slice(index * CODES_PER_REQUEST, (index + 1) * CODES_PER_REQUEST))
  })
  const found = useQueries({
    queries: computed(() => pieces.value.map((piece) => ({
      queryKey: ['units', 'names', piece, toValue(on) ?? null],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.unitsByCode(piece, toValue(on), signal),
      staleTime: 300_000,
    }))),
  })
  const names = computed(() => new Map(found.value.flatMap(({ data }) => data ?? []).map((unit) => [unit.code, language.value === 'vi' ? unit.nameVi : unit.nameEn])))
  return { nameOf: (code: string) => names.value.get(code) ?? code }
}
