import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { sideBySideLevel, type SideBySideLevel } from '../../../contract/reporting-gaps.ts'
import type { UnitKind } from '../../../contract/unit.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { useSession } from '../account/use-session.ts'
import type { LevelQuery } from '../api/affairs-api.ts'
import { useApi } from '../api/use-api.ts'
import { lastFullMonth, toSpan, type Span } from '../periods/periods.ts'
import { useUnit } from '../units/use-unit.ts'
import { useUrlQuery } from '../use-url-query.ts'
import { nameOrder } from '../../ui/name-order.ts'

/** What can stand side by side within a unit, the usual one first. */
const LEVELS_IN: Record<UnitKind, readonly SideBySideLevel[]> = {
  country: ['province', 'agency', 'commune', 'centre'], province: ['commune', 'agency', 'centre'], agency: ['centre', 'agency'], commune: ['centre', 'agency'], centre: ['centre'],
}

/** Which units are looked at, within which, in which period: all of it in the address, with what the account reaches as its default. */
export function useAffairChoice() {
  const { language, say } = useLanguage()
  const api = useApi()
  const { person } = useSession()
  const { query, set } = useUrlQuery()

  const own = computed(() => person.value?.unitCode ?? '')
  const parent = computed({ get: () => query.value['unit'] ?? own.value, set: (chosen) => set({ unit: chosen === own.value ? undefined : chosen, level: undefined, why: undefined }) })
  const span = computed<Span>({
    get: () => toSpan({ period: query.value['period'] }, lastFullMonth(Date.now())),
    set: (chosen) => set({ period: 'period' in chosen ? chosen.period : undefined, why: undefined }),
  })
  const period = computed(() => ('period' in span.value ? span.value.period : lastFullMonth(Date.now())))

  const provinces = useQuery({
    queryKey: ['units', 'provinces'], queryFn: ({ signal }) => api.units({ kind: 'province' }, signal), enabled: computed(() => Boolean(person.value) && own.value === ''), staleTime: 300_000,
  })
  const { unit: chosen } = useUnit(parent)
  const nameOf = (it: { nameVi: string, nameEn: string }) => (language.value === 'vi' ? it.nameVi : it.nameEn)
  const parentName = computed(() => (parent.value === '' ? say('affairsEverywhere') : chosen.value ? nameOf(chosen.value) : parent.value))
  const parents = computed(() => {
    const collator = nameOrder(language.value)
    const found = (provinces.data.value ?? []).map((it) => ({ code: it.code, name: nameOf(it) })).sort((one, other) => collator.compare(one.name, other.name))
    const offered = own.value === '' ? [{ code: '', name: say('affairsEverywhere') }, ...found] : [{ code: own.value, name: own.value === parent.value ? parentName.value : own.value }]
    return offered.some(({ code }) => code === parent.value) ? offered : [...offered, { code: parent.value, name: parentName.value }]
  })
  /** Null while it is not known what kind of unit the parent is. */
  const parentRef = computed<{ kind: UnitKind, code: string | null } | null>(() => (parent.value === '' ? { kind: 'country', code: null } : chosen.value ? { kind: chosen.value.kind, code: chosen.value.code } : null))
  const levels = computed(() => LEVELS_IN[parentRef.value?.kind ?? 'country'])
  const level = computed<string>({
    get: () => sideBySideLevel.safeParse(query.value['level']).data ?? levels.value[0] ?? 'centre',
    set: (asked) => set({ level: asked === levels.value[0] ? undefined : asked, why: undefined, mark: undefined, gap: undefined }),
  })
  const asked = computed<LevelQuery>(() => ({ level: sideBySideLevel.parse(level.value), period: period.value, parent: parent.value || undefined }))
  return { query, set, person, parent, parents, parentName, parentRef, level, levels, span, period, asked }
}
export type AffairChoice = ReturnType<typeof useAffairChoice>
