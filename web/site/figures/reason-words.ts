import type { MessageKey, Say } from '../../i18n/messages.ts'

const REASONS: Record<string, MessageKey> = {
  'waiting-time': 'reasonWaitingTime', 'unclear-guidance': 'reasonUnclearGuidance', 'repeated-supplements': 'reasonRepeatedSupplements',
  'repeated-visits': 'reasonRepeatedVisits', 'late-result': 'reasonLateResult', 'staff-attitude': 'reasonStaffAttitude',
}

/** A reason in words; one that only its sender knows stays as it was sent. */
export const toReasonWords = (reason: string, say: Say): string => (REASONS[reason] ? say(REASONS[reason]) : reason)
