import { INDICATOR_GROUPS } from '../../../contract/indicator-groups.ts'

/** The indicators that the start page shows first, one of each group. */
export const HEADLINES: readonly string[] = INDICATOR_GROUPS.map(({ headline }) => headline)
