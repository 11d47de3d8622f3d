import { en } from './en.ts'
import { enAccess } from './en-access.ts'
import { enAdmin } from './en-admin.ts'
import { enCustody } from './en-custody.ts'
import { enImport } from './en-import.ts'
import { enReorganisation } from './en-reorganisation.ts'
import { enStart } from './en-start.ts'
import { enUnits } from './en-units.ts'
import { vi } from './vi.ts'
import { viAccess } from './vi-access.ts'
import { viAdmin } from './vi-admin.ts'
import { viCustody } from './vi-custody.ts'
import { viImport } from './vi-import.ts'
import { viReorganisation } from './vi-reorganisation.ts'
import { viStart } from './vi-start.ts'
import { viUnits } from './vi-units.ts'
import { createTranslator, type Language } from './translator.ts'

/** Everything the site says, in both languages. */
export const messages = {
  vi: { ...vi, ...viAdmin, ...viCustody, ...viAccess, ...viUnits, ...viReorganisation, ...viImport, ...viStart },
  en: { ...en, ...enAdmin, ...enCustody, ...enAccess, ...enUnits, ...enReorganisation, ...enImport, ...enStart },
}
export type MessageKey = keyof typeof messages.vi

export type Say = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string

const translate = createTranslator<Record<MessageKey, string>>(messages)

/** A speaker bound to one language. */
export const speakerOf = (language: Language): Say => (key, values) => translate(language, key, values)
