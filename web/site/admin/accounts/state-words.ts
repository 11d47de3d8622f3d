import type { AccountRow, AccountState } from '../../../../contract/account.ts'
import type { MessageKey } from '../../../i18n/messages.ts'

export const STATE_WORDS = { active: 'accountActive', invited: 'accountInvited', locked: 'accountLocked', disabled: 'accountDisabled' } as const satisfies Record<AccountState, MessageKey>

/** The word for an account's state, with why it is closed. */
export const toStateWord = ({ state, disabledReason }: AccountRow): MessageKey => (disabledReason === 'idle' ? 'accountIdle' : STATE_WORDS[state])

export const STATE_TONES = { active: 'better', invited: 'brass', locked: 'worse', disabled: 'neutral' } as const satisfies Record<AccountState, string>
