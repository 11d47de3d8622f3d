import { inject, readonly, ref, watchEffect, type App, type InjectionKey, type Ref } from 'vue'
import { loadMessages, speakerOf, type Say } from './messages.ts'
import type { Language } from '../../contract/words/translator.ts'

export interface LanguageContext {
  language: Readonly<Ref<Language>>
  /** Changes it, once the words are here. */
  choose(language: Language): Promise<void>
  /** Fetches the words of the pages that strangers seldom see, in this language and in those chosen later. */
  loadFurther(): Promise<void>
  /** Says one message of the site in the chosen language. */
  say: Say
}

const languageKey: InjectionKey<LanguageContext> = Symbol('language')
const REMEMBERED_AS = 'thuoc-do-language'

export const toLanguage = (text: unknown): Language | null => (text === 'vi' || text === 'en' ? text : null)

/** A page within another site's frame may be kept from this machine's memory; then nothing is remembered. */
function recall(): Language | null {
  try {
    return toLanguage(localStorage.getItem(REMEMBERED_AS))
  } catch {
    return null
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(REMEMBERED_AS, language)
  } catch {
    // Only the choice is lost.
  }
}

/**
 * The reader's language: first `?lang=` of the address, else the choice remembered on this machine, else Vietnamese.
 * Resolves when its words are here. Keeps `<html lang>` and the memory in step with it; what is embedded in another page (`remembers` false) leaves the memory alone.
 */
export async function createLanguage({ remembers = true } = {}): Promise<LanguageContext & { install(app: App): void }> {
  const first = toLanguage(new URLSearchParams(location.search).get('lang')) ?? (remembers ? recall() : null) ?? 'vi'
  await loadMessages(first, 'first')
  let speaksAll = false
  const language = ref<Language>(first)
  watchEffect(() => {
    document.documentElement.lang = language.value
    if (remembers) remember(language.value)
  })
  const context: LanguageContext = {
    language: readonly(language),
    choose: async (chosen) => {
      await Promise.all([loadMessages(chosen, 'first'), ...(speaksAll ? [loadMessages(chosen, 'further')] : [])])
      language.value = chosen
    },
    loadFurther: async () => {
      speaksAll = true
      await loadMessages(language.value, 'further')
    },
    say: (key, values) => speakerOf(language.value)(key, values),
  }
  return { ...context, install: (app) => void app.provide(languageKey, context) }
}

/** The language of the page; usable in every component below the application. */
export function useLanguage(): LanguageContext {
  const context = inject(languageKey)
  if (!context) throw new Error('createLanguage() was not installed in this application')
  return context
}
