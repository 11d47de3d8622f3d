import type { CompositeScheme } from './composite-scheme.ts'
import { DECISION_766 } from './decision-766.ts'
import type { IndexScheme } from './index-scheme.ts'
import { SERVICE_QUALITY } from './quality-composite.ts'

/** Every index of points with its versions, the oldest first. Adding one = a file beside this and a line here. */
export const indexSchemes: Readonly<Record<string, readonly IndexScheme[]>> = { 'decision-766': DECISION_766 }

/** Every composite of shares, likewise. */
export const compositeSchemes: Readonly<Record<string, readonly CompositeScheme[]>> = { 'service-quality': SERVICE_QUALITY }
