import type { UnitKind } from '../../../../contract/unit.ts'
import type { MessageKey } from '../../../i18n/messages.ts'

/** What each kind of place is called. */
export const kindWords = {
  country: 'kindCountry', province: 'kindProvince', agency: 'kindAgency', commune: 'kindCommune', centre: 'kindCentre', counter: 'kindCounter',
} as const satisfies Record<UnitKind | 'counter', MessageKey>

/** The kinds that can stand directly below one, the likeliest first. */
export const kindsBelow: Record<UnitKind, readonly UnitKind[]> = {
  country: ['province', 'agency', 'centre'], province: ['commune', 'agency', 'centre'], agency: ['centre', 'agency', 'commune'],
  commune: ['centre', 'agency'], centre: ['centre'],
}
