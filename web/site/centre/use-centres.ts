import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useLanguage } from '../../i18n/use-language.ts'
import { useSession } from '../account/use-session.ts'
import { useApi } from '../api/use-api.ts'
import { nameOrder } from '../../ui/name-order.ts'

/** The centres in the unit of whoever is signed in, in order of name; `known` once they are there. */
export function useCentres() {
  const { language } = useLanguage()
  const api = useApi()
  const { person } = useSession()
  const { data, error, refetch } = useQuery({
    queryKey: computed(() => ['units', 'centres', person.value?.unitCode ?? null]),
    queryFn: ({ signal }) => api.units({ kind: 'centre', parent: person.value?.unitCode ?? undefined }, signal),
    enabled: computed(() => Boolean(person.value)),
  })
  return {
    centres: computed(() => {
      const collator = nameOrder(language.value)
      return (data.value ?? []).map(({ code, nameVi, nameEn }) => ({ code, name: language.value === 'vi' ? nameVi : nameEn }))
        .sort((one, other) => collator.compare(one.name, other.name))
    }),
    known: computed(() => data.value !== undefined), error, refetch,
  }
}
