import type { MessageKey, Say } from '../../i18n/messages.ts'

const REASONS: Record<string, MessageKey> = {
  'waiting-time': 'reasonWaitingTime', 'unclear-guidance': 'reasonUnclearGuidance', 'repeated-supplements': 'reasonRepeatedSupplements',
  'repeated-visits': 'reasonRepeatedVisits', 'late-result': 'reasonLateResult', 'staff-attitude': 'reasonStaffAttitude',
  'quick': 'reasonQuick', 'clear-guidance': 'reasonClearGuidance', 'simple-papers': 'reasonSimplePapers', 'on-time': 'reasonOnTime', 'kind-staff': 'reasonKindStaff', 'good-place': 'reasonGoodPlace',
}

/** A reason in words; one that only its sender knows stays as it was sent. */
export const toReasonWords = (reason: string, say: Say): string => (REASONS[reason] ? say(REASONS[reason]) : reason)
