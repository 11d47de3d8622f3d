import { computed, inject, provide, ref, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import type { KioskReason } from '../../contract/kiosk.ts'
import { createWords, type LanguageFile, type MessageKey } from './messages.ts'

type Values = Readonly<Record<string, string | number>>
/** Words in the language of whoever stands at the tablet. */
export interface Saying {
  language: Ref<string>
  say(key: MessageKey, values?: Values): string
  reason(reason: KioskReason): string
  nameOf(code: string): string
  /** Those of these languages that there are words for. */
  spoken: ComputedRef<string[]>
  /** Asks for the files of languages beyond the built-in ones; one that does not come is left out. */
  fetchLanguages(codes: readonly string[]): Promise<void>
}
const SAYING: InjectionKey<Saying> = Symbol('saying')

/** Words for the screens below; `readFile` answers null where there is no such file. */
export function provideSaying(language: Ref<string>, readFile: (code: string) => Promise<LanguageFile | null>): Saying {
  const words = createWords()
  const learned = ref(0)
  const asked = ref<readonly string[]>(['vi', 'en'])
  const seen = <T>(value: T): T => (learned.value >= 0 ? value : value)
  const saying: Saying = {
    language,
    say: (key, values) => seen(words.say(language.value, key, values)),
    reason: (it) => seen(words.reason(language.value, it)),
    nameOf: (code) => seen(words.nameOf(code)),
    spoken: computed(() => seen(asked.value.filter((it) => words.knows(it)))),
    fetchLanguages: async (codes) => {
      asked.value = codes
      for (const code of codes) {
        if (words.knows(code)) continue
        const file = await readFile(code)
        if (!file) continue
        words.learn({ ...file, code })
        learned.value += 1
      }
    },
  }
  provide(SAYING, saying)
  return saying
}

/** The words of the tablet, in a screen of it. */
export function useSay(): Saying {
  const saying = inject(SAYING)
  if (!saying) throw new Error('a screen outside the tablet')
  return saying
}

/** The file of a language, as it lies beside the page. */
export const readLanguageFile = async (code: string): Promise<LanguageFile | null> => {
  const response = await fetch(`/kiosk/languages/${encodeURIComponent(code)}.json`).catch(() => null)
  if (!response || !response.ok) return null
  const file = (await response.json().catch(() => null)) as LanguageFile | null
  return file && typeof file.name === 'string' && typeof file.messages === 'object' ? file : null
}
