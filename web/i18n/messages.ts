import { en } from './en.ts'
import { enAccess } from './en-access.ts'
import { enAdmin } from './en-admin.ts'
import { enCustody } from './en-custody.ts'
import { enPeople } from './en-people.ts'
import { vi } from './vi.ts'
import { viAccess } from './vi-access.ts'
import { viAdmin } from './vi-admin.ts'
import { viCustody } from './vi-custody.ts'
import { viPeople } from './vi-people.ts'
import { createTranslator, type Language } from './translator.ts'

/** Everything the site says, in both languages. */
export const messages = { vi: { ...vi, ...viAdmin, ...viCustody, ...viAccess, ...viPeople }, en: { ...en, ...enAdmin, ...enCustody, ...enAccess, ...enPeople } }
export type MessageKey = keyof typeof messages.vi

export type Say = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string

const translate = createTranslator<Record<MessageKey, string>>(messages)

/** A speaker bound to one language. */
export const speakerOf = (language: Language): Say => (key, values) => translate(language, key, values)
