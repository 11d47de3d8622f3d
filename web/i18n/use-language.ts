import { inject, ref, watchEffect, type App, type InjectionKey, type Ref } from 'vue'
import { speakerOf, type Say } from './messages.ts'
import type { Language } from './translator.ts'

export interface LanguageContext {
  language: Ref<Language>
  /** Says one message of the site in the chosen language. */
  say: Say
}

const languageKey: InjectionKey<LanguageContext> = Symbol('language')
const REMEMBERED_AS = 'thuoc-do-language'

export const toLanguage = (text: unknown): Language | null => (text === 'vi' || text === 'en' ? text : null)

/**
 * The reader's language: first `?lang=` of the address, else the choice remembered on this machine, else Vietnamese.
 * Keeps `<html lang>` and the memory in step with it.
 */
export function createLanguage(): LanguageContext & { install(app: App): void } {
  const language = ref<Language>(
    toLanguage(new URLSearchParams(location.search).get('lang')) ?? toLanguage(localStorage.getItem(REMEMBERED_AS)) ?? 'vi',
  )
  watchEffect(() => {
    document.documentElement.lang = language.value
    localStorage.setItem(REMEMBERED_AS, language.value)
  })
  const context: LanguageContext = { language, say: (key, values) => speakerOf(language.value)(key, values) }
  return { ...context, install: (app) => void app.provide(languageKey, context) }
}

/** The language of the page; usable in every component below the application. */
export function useLanguage(): LanguageContext {
  const context = inject(languageKey)
  if (!context) throw new Error('createLanguage() was not installed in this application')
  return context
}
