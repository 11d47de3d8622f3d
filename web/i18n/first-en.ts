import { enFindings } from '../../contract/words/en-findings.ts'
import { en } from './en.ts'
import { enQuality } from './en-quality.ts'
import { enIndicators } from './en-indicators.ts'
import { enPublic } from './en-public.ts'
import type { FirstMessages } from './messages.ts'

/** What the pages say that strangers come to, and the frame of all, in English. */
export const enFirst: FirstMessages = {
  ...en, ...enQuality, ...enIndicators, ...enFindings, ...enPublic,
}
