import { reactive } from 'vue'
import { useLanguage } from '../../i18n/use-language.ts'
import { useApi } from '../api/use-api.ts'

/** Names of units for a list that has their codes only: `learn` asks for those not known yet, all in one request. */
export function useUnitNames() {
  const { language, say } = useLanguage()
  const api = useApi()
  const known = reactive(new Map<string, { nameVi: string, nameEn: string } | null>())
  return {
    async learn(codes: readonly (string | null)[], signal?: AbortSignal) {
      const missing = [...new Set(codes.filter((code): code is string => code !== null && !known.has(code)))]
      if (missing.length === 0) return
      const units = await api.unitsOfCodes(missing, signal)
      for (const code of missing) known.set(code, units.find((it) => it.code === code) ?? null)
    },
    /** The name, the code of a unit that is gone, or "the whole country". */
    nameOf(code: string | null): string {
      if (code === null) return say('country')
      const unit = known.get(code)
      return unit ? (language.value === 'vi' ? unit.nameVi : unit.nameEn) : code
    },
  }
}
