import { useQueries, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, toValue, type MaybeRefOrGetter } from 'vue'
import type { Unit } from '../../../../contract/unit.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import type { ApiClient } from '../../api/api-client.ts'
import { useApi } from '../../api/use-api.ts'
import { counterNode, sortSiblings, toTreeRows, unitNode, type TreeNode } from './tree-rows.ts'

/** Deeper than any tree of units; ends a climb even if the record held a loop. */
const DEEPEST = 64

/** What lies next below a unit on a day, counters of a centre included: the question and its answer, for everybody who asks it. */
export const childrenQuery = (api: ApiClient, code: string, on: string) => ({
  queryKey: ['units', 'children', code, on],
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<TreeNode[]> => {
    const [units, counters] = await Promise.all([api.units({ childrenOf: code, on }, signal), api.counters({ centre: code, on }, signal)])
    return [...units.map(unitNode), ...counters.map(counterNode)]
  },
  staleTime: 60_000,
})

/** A unit of a day and those above it, the nearest first; empty where it does not exist then. */
export async function fetchPath(api: ApiClient, code: string, on: string): Promise<Unit[]> {
  const path: Unit[] = []
  for (let at: string | null = code; at !== null && path.length < DEEPEST;) {
    const [unit]: Unit[] = await api.findUnits({ code: at, on })
    if (unit) path.push(unit)
    at = unit?.parentCode ?? null
  }
  return path
}

/**
 * The tree of a day below the country, or below the unit of an account (`rootCode`). Children are fetched when their unit is opened;
 * a day's tree does not change while it is looked at, unless somebody changes it.
 */
export function useUnitTree({ rootCode, on }: { rootCode: MaybeRefOrGetter<string | null>, on: MaybeRefOrGetter<string> }) {
  const api = useApi()
  const cache = useQueryClient()
  const { language } = useLanguage()
  const expanded = ref<ReadonlySet<string>>(new Set())

  const rootQuery = useQuery({
    queryKey: computed(() => ['units', 'root', toValue(rootCode), toValue(on)]),
    queryFn: async ({ signal }) => {
      const code = toValue(rootCode)
      const [root] = await api.findUnits({ ...(code ? { code } : { kind: 'country' as const }), on: toValue(on) }, signal)
      return root ? unitNode(root) : null
    },
  })
  const opened = computed(() => [...expanded.value])
  const lists = useQueries({ queries: computed(() => opened.value.map((code) => childrenQuery(api, code, toValue(on)))) })
  const childrenOf = computed(() => new Map(opened.value.flatMap((code, index) => {
    const known = lists.value[index]?.data
    return known ? [[code, sortSiblings(known, language.value)] as const] : []
  })))
  const stateOf = computed(() => new Map(opened.value.map((code, index) => [code, lists.value[index]?.status ?? 'pending'])))

  const open = (code: string) => { expanded.value = new Set([...expanded.value, code]) }
  const close = (code: string) => { expanded.value = new Set([...expanded.value].filter((it) => it !== code)) }

  return {
    root: rootQuery,
    rows: computed(() => (rootQuery.data.value ? toTreeRows(rootQuery.data.value, childrenOf.value, expanded.value) : [])),
    /** Whether what lies below an open unit is there (`success`), on its way, or could not be had. */
    stateOf, open, close,
    /** Opens all above a place, so that it is shown; resolves when it is. `directly` is the unit it lies in. */
    async reveal(directly: string | null) {
      if (directly === null) return
      const whole = (await fetchPath(api, directly, toValue(on))).map(({ code }) => code)
      const root = rootQuery.data.value ? whole.indexOf(rootQuery.data.value.code) : -1
      const path = root < 0 ? whole : whole.slice(0, root + 1)
      await Promise.all(path.map((code) => cache.ensureQueryData(childrenQuery(api, code, toValue(on)))))
      expanded.value = new Set([...expanded.value, ...path])
    },
  }
}
