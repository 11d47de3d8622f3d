import { kioskSetting, type KioskSettingChange } from '../../../contract/kiosk.ts'
import { ratingCardList } from '../../../contract/rating-link.ts'
import type { Way } from './way.ts'

const addressOf = (unitCode: string) => `/api/v1/kiosk-settings/${encodeURIComponent(unitCode)}`

/** How tablets ask, and cards for rating on one's own telephone. */
export const createKioskApi = ({ get, write, read, remove }: Way) => ({
  kioskSetting: (unitCode: string, signal?: AbortSignal) => get(addressOf(unitCode), kioskSetting, signal),
  putKioskSetting: async (unitCode: string, setting: KioskSettingChange) => read(await write('PUT', addressOf(unitCode), setting), kioskSetting),
  removeKioskSetting: (unitCode: string) => remove(addressOf(unitCode)),
  /** Makes those that are missing. */
  ratingCards: async (centreCode: string) => (await read(await write('POST', '/api/v1/rating-cards', { centreCode }), ratingCardList)).rows,
  withdrawRatingCard: (cardId: string) => remove(`/api/v1/rating-cards/${encodeURIComponent(cardId)}`),
})
