import type { MissingReason } from '../../../contract/indicator.ts'
import type { Say } from '../../i18n/messages.ts'

const keys = { 'no-data': 'reasonNoData', 'sample-too-small': 'reasonTooFew', 'no-right': 'reasonNoRight', 'withheld': 'reasonWithheld' } as const

/** Why there is no figure, in two or three words for a table or a ruler. */
export const toMissingWords = (reason: MissingReason, say: Say): string => say(keys[reason])
