import { DECISION_766 } from './decision-766.ts'
import type { IndexScheme } from './index-scheme.ts'

/** Every composite with its versions, the oldest first. Adding one = a file beside this and a line here. */
export const indexSchemes: Readonly<Record<string, readonly IndexScheme[]>> = { 'decision-766': DECISION_766 }
