import type { EditionKind } from '../../../contract/edition.ts'
import type { MessageKey } from '../../i18n/messages.ts'

const KINDS = { provisional: 'kindProvisional', final: 'kindFinal', revision: 'kindRevision' } as const satisfies Record<EditionKind, MessageKey>

/** What an edition is called by its kind. */
export const kindWord = (kind: EditionKind): MessageKey => KINDS[kind]
