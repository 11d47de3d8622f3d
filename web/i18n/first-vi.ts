import { viFindings } from '../../contract/words/vi-findings.ts'
import { vi } from './vi.ts'
import { viQuality } from './vi-quality.ts'
import { viIndicators } from './vi-indicators.ts'
import { viPublic } from './vi-public.ts'

/** What the pages say that strangers come to, and the frame of all, in Vietnamese. */
export const viFirst = {
  ...vi, ...viQuality, ...viIndicators, ...viFindings, ...viPublic,
}
