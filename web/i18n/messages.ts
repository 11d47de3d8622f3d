import { fillPlaceholders, type Language } from '../../contract/words/translator.ts'
import type { viMessages } from './all-vi.ts'

export type MessageKey = keyof typeof viMessages
export type Messages = Readonly<Record<MessageKey, string>>
export type Say = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string

/** A visitor reads one language: the words of the other come when they are asked for. */
const sources: Record<Language, () => Promise<Messages>> = {
  vi: async () => (await import('./all-vi.ts')).viMessages,
  en: async () => (await import('./all-en.ts')).enMessages,
}
const loaded = new Map<Language, Messages>()

/** Fetches what the site says in a language, once; afterwards `speakerOf` speaks it. */
export async function loadMessages(language: Language): Promise<void> {
  if (!loaded.has(language)) loaded.set(language, await sources[language]())
}

/** A speaker bound to one language, whose words were loaded. */
export const speakerOf = (language: Language): Say => (key, values = {}) => {
  const messages = loaded.get(language)
  if (!messages) throw new Error(`the words of "${language}" were not loaded`)
  return fillPlaceholders(messages[key], values)
}
