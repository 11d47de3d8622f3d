import type { Side } from '../../../contract/words/side.ts'
import type { Say } from '../../i18n/messages.ts'

const KEYS = { 'higher': 'sideHigher', 'lower': 'sideLower', 'cannot-tell': 'sideUnsure' } as const

/** `chắc chắn cao hơn cả nước`; `whole` is what is compared with, as it is named inside a sentence. */
export const toSideWords = (say: Say, side: Side, whole: string): string => say(KEYS[side], { whole })
