import type { UnitKind } from '../../contract/unit.ts'
import { sayFinding } from '../../contract/words/findings.ts'
import type { Language } from '../../contract/words/translator.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'

/** The country in an address, which has no code that readers know. */
export const COUNTRY_CODE = 'ca-nuoc'

/** A place as it is shared: `parent` is what its figures are asked for by, null for the country. */
export interface SharedUnit { code: string; name: string; kind: UnitKind; parent: string | null; isCountry: boolean }

/** The place of an address today; null where there is none. */
export function findSharedUnit(places: Pick<PlaceIndex, 'nameOf' | 'unitKind' | 'hasUnit'>, code: string, language: Language): SharedUnit | null {
  if (code === COUNTRY_CODE) return { code, name: sayFinding(language)('countryName'), kind: 'country', parent: null, isCountry: true }
  const [name, kind] = [places.nameOf(code), places.unitKind(code)]
  if (!name || !kind || !places.hasUnit(code)) return null
  return { code, name: name[language], kind, parent: kind === 'country' ? null : code, isCountry: kind === 'country' }
}
