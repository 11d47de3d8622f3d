import type { CaseAct, CaseState } from '../../contract/case.ts'

/** Where a case stands, as far as what may follow goes. */
export interface CaseStanding { state: CaseState; wantsAnswer: boolean }

const AFTER: Record<CaseState, readonly CaseAct[]> = {
  new: ['acknowledged', 'assigned', 'note', 'closed'],
  acknowledged: ['measure', 'replied', 'assigned', 'note', 'closed'],
  acting: ['measure', 'replied', 'assigned', 'note', 'closed'],
  replied: ['measure', 'replied', 'assigned', 'note', 'closed'],
  closed: ['reopened', 'note'],
}

/** What can follow. An answer is given where somebody waits for one, and as long as they can be reached. */
export const actsAfter = ({ state, wantsAnswer }: CaseStanding, canReach: boolean): CaseAct[] =>
  AFTER[state].filter((act) => act !== 'replied' || (wantsAnswer && canReach))

/** The state after a step. */
export function stateAfter(state: CaseState, act: CaseAct): CaseState {
  if (act === 'acknowledged') return 'acknowledged'
  if (act === 'measure') return state === 'replied' ? 'replied' : 'acting'
  if (act === 'replied') return 'replied'
  if (act === 'closed') return 'closed'
  if (act === 'reopened') return 'acknowledged'
  return state
}

/** Whether a step is what the first limit waits for: the answer where somebody waits for one, else the first measure; the end in any case. */
export const isAnswer = (act: CaseAct, wantsAnswer: boolean): boolean => act === 'closed' || act === (wantsAnswer ? 'replied' : 'measure')
