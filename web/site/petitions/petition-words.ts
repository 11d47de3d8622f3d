import type { LimitState, PetitionAct, PetitionLimit, PetitionState } from '../../../contract/petition.ts'
import { toHanoiDay } from '../../../contract/period.ts'
import { formatDay } from '../../../contract/words/format.ts'
import type { Language } from '../../../contract/words/translator.ts'
import type { MessageKey, Say } from '../../i18n/messages.ts'

type Tone = 'neutral' | 'worse' | 'better' | 'brass' | 'brand'

/** Colour only where something is to be done, or was too late. */
export const LIMIT_TONES: Readonly<Record<LimitState, Tone>> = {
  running: 'neutral', near: 'brass', over: 'worse', paused: 'neutral', kept: 'better', missed: 'worse', passed: 'neutral', unused: 'neutral',
}
export const STATE_TONES: Readonly<Record<PetitionState, Tone>> = {
  received: 'brand', classified: 'brand', waiting: 'neutral', assigned: 'brand', resolved: 'brass', published: 'better', refused: 'neutral', closed: 'neutral',
}

/** The day an instant lies on, as it is read. */
export const dayOf = (language: Language, instant: string): string => formatDay(language, toHanoiDay(Date.parse(instant)))

/** A limit with its day: `Có kết quả trước 23/3/2026`, or that it is over. */
export const toLimitSentence = (language: Language, say: Say, { kind, state, dueAt }: PetitionLimit): string =>
  say(state === 'over' ? 'detailFindingOver' : 'detailFindingNext', { limit: say(`limit_${kind}`), day: dueAt === null ? '' : dayOf(language, dueAt) })

/** Which steps carry words, and whether the sender reads them. */
export const WORDED: Partial<Record<PetitionAct, { label: MessageKey, isPublic: boolean, isNeeded: boolean }>> = {
  classified: { label: 'actWords_classified', isPublic: false, isNeeded: false },
  asked: { label: 'actWords_asked', isPublic: true, isNeeded: true },
  supplied: { label: 'actWords_supplied', isPublic: false, isNeeded: true },
  assigned: { label: 'actWords_assigned', isPublic: false, isNeeded: false },
  resolved: { label: 'actWords_resolved', isPublic: true, isNeeded: true },
  refused: { label: 'actWords_refused', isPublic: true, isNeeded: true },
  noted: { label: 'actWords_noted', isPublic: false, isNeeded: true },
}

/** Words to begin with, by the step they are for: what is to be filled in stands as …. */
export const TEMPLATES: Partial<Record<PetitionAct, readonly { name: MessageKey, text: MessageKey }[]>> = {
  asked: [{ name: 'template_asked_when', text: 'templateText_asked_when' }, { name: 'template_asked_paper', text: 'templateText_asked_paper' }],
  refused: [{ name: 'template_refused_other', text: 'templateText_refused_other' }, { name: 'template_refused_unclear', text: 'templateText_refused_unclear' }],
  resolved: [
    { name: 'template_resolved_fixed', text: 'templateText_resolved_fixed' }, { name: 'template_resolved_explained', text: 'templateText_resolved_explained' },
    { name: 'template_resolved_late', text: 'templateText_resolved_late' },
  ],
}
