import { shallowRef } from 'vue'
import { fillPlaceholders, type Language } from '../../contract/words/translator.ts'
import type { viFirst } from './first-vi.ts'
import type { viFurther } from './further-vi.ts'

export type FirstMessages = Readonly<Record<keyof typeof viFirst, string>>
export type FurtherMessages = Readonly<Record<keyof typeof viFurther, string>>
export type MessageKey = keyof typeof viFirst | keyof typeof viFurther
export type Messages = FirstMessages & FurtherMessages
export type Say = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string
/** The words of the pages that strangers come to, and those of all others. */
export type WordPart = 'first' | 'further'

/** A visitor reads one language, and mostly one page: the words of the other, and of other pages, come when they are asked for. */
const sources: Record<Language, Record<WordPart, () => Promise<Partial<Messages>>>> = {
  vi: { first: async () => (await import('./first-vi.ts')).viFirst, further: async () => (await import('./further-vi.ts')).viFurther },
  en: { first: async () => (await import('./first-en.ts')).enFirst, further: async () => (await import('./further-en.ts')).enFurther },
}
/** What is said already is said anew when more words come. */
const known = { vi: shallowRef<Partial<Messages>>({}), en: shallowRef<Partial<Messages>>({}) }
const fetched = new Set<string>()

/** Fetches a part of what the site says in a language, once; afterwards `speakerOf` speaks it. */
export async function loadMessages(language: Language, part: WordPart): Promise<void> {
  const name = `${language} ${part}`
  if (fetched.has(name)) return
  const words = await sources[language][part]()
  if (fetched.has(name)) return
  fetched.add(name)
  known[language].value = { ...known[language].value, ...words }
}

/** A speaker bound to one language, whose words were loaded; what was not is fetched, and silent until it is here. */
export const speakerOf = (language: Language): Say => (key, values = {}) => {
  const message = known[language].value[key]
  if (message !== undefined) return fillPlaceholders(message, values)
  void Promise.all([loadMessages(language, 'first'), loadMessages(language, 'further')]).catch(() => undefined)
  return ''
}
