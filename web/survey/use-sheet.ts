import { computed, onMounted, onUnmounted, reactive, ref, watch, type Ref } from 'vue'
import { keysOf, toMissing, toShown, type AnswerValue, type TicketContext } from '../../contract/questionnaire-logic.ts'
import type { Language } from '../../contract/words/translator.ts'
import { claimCode, fetchContent, newId, sendSheet, toHour, type Refusal } from './exchange.ts'
import type { Sheet, SheetStore } from './sheet-store.ts'

const AGAIN_AFTER_MS = 20_000

/** The code in the address; it stands after the #, so that no server has seen it. */
export const codeInAddress = () => decodeURIComponent(location.hash.slice(1)).trim()

/** One sheet from its code to its thanks: what is shown, where one is, and what is kept and sent at each step. */
export function useSheet(store: SheetStore, language: Ref<Language>) {
  const sheet = ref<Sheet | null>(null)
  const refusal = ref<Refusal | null>(null)
  const busy = ref(false)
  const ready = ref(false)
  /** Keys whose required answers were missing when somebody wanted to go on. */
  const missing = ref<string[]>([])
  let timer = 0

  const context = computed<TicketContext>(() => {
    const { outcome = 'finished', centre, procedure } = sheet.value?.ticket ?? {}
    return { outcome, ...(centre ? { centre } : {}), ...(procedure ? { procedure } : {}) }
  })
  const shown = computed(() => (sheet.value?.content ? toShown(sheet.value.content, sheet.value.answers, context.value) : []))
  const at = computed(() => Math.max(0, shown.value.findIndex((it) => it.section.key === sheet.value?.section)))
  const current = computed(() => shown.value[at.value] ?? null)

  const keep = async () => { if (sheet.value) await store.put(sheet.value) }

  async function begin(code: string) {
    busy.value = true
    refusal.value = null
    const ticket = await claimCode(code)
    busy.value = false
    if (typeof ticket === 'string') return void (refusal.value = ticket)
    // The code is used up now: the ticket is written down before anything else can fail.
    sheet.value = { id: newId(), code, ticket, content: null, answers: {}, section: null, language: language.value, startedAt: toHour(Date.now()), state: 'open' }
    await keep()
    await complete()
  }

  /** Fetches what is asked, where that has not come yet. */
  async function complete() {
    const it = sheet.value
    if (!it || it.content || it.state !== 'open') return
    busy.value = true
    const content = await fetchContent(it.ticket)
    busy.value = false
    if (typeof content === 'string') return void (refusal.value = content)
    refusal.value = null
    it.content = content
    it.section = content.sections[0]?.key ?? null
    await keep()
  }

  async function answer(key: string, value: AnswerValue | undefined) {
    if (!sheet.value) return
    if (value === undefined) delete sheet.value.answers[key]
    else sheet.value.answers[key] = value
    missing.value = missing.value.filter((it) => it !== key)
    await keep()
  }

  /** Goes on where nothing is missing; what is answered so far is sent, so that it counts also if nothing more comes. */
  async function next() {
    const [it, here] = [sheet.value, current.value]
    if (!it || !here) return
    missing.value = toMissing(here.questions, it.answers)
    if (missing.value.length > 0) return
    const following = shown.value[at.value + 1]
    if (!following) return await finish()
    it.section = following.section.key
    await keep()
    void sendSheet(it, true)
  }

  async function back() {
    const before = shown.value[at.value - 1]
    if (!sheet.value || !before) return
    missing.value = []
    sheet.value.section = before.section.key
    await keep()
  }

  async function finish() {
    const it = sheet.value
    if (!it) return
    // Answers on a way that was left again are nobody's answers.
    const kept = new Set(shown.value.flatMap(({ questions }) => keysOf(questions)))
    it.answers = Object.fromEntries(Object.entries(it.answers).filter(([key]) => kept.has(key)))
    it.state = 'finished'
    await keep()
    await deliver()
  }

  /** Sends a finished sheet until the server has it; then the answers leave this device. */
  async function deliver() {
    const it = sheet.value
    if (it?.state !== 'finished' || busy.value) return
    busy.value = true
    const outcome = await sendSheet(it, false)
    busy.value = false
    if (outcome === 'later') return
    it.state = outcome === 'refused' ? 'refused' : 'sent'
    it.answers = {}
    await keep()
  }
  const wake = () => void complete().then(deliver)

  watch(language, async (spoken) => {
    if (!sheet.value) return
    sheet.value.language = spoken
    await keep()
  })
  onMounted(async () => {
    const code = codeInAddress()
    const known = code === '' ? await store.findUnsent() : await store.find(code)
    if (known) {
      sheet.value = known
      language.value = known.language
    }
    ready.value = true
    window.addEventListener('online', wake)
    timer = window.setInterval(wake, AGAIN_AFTER_MS)
    wake()
  })
  onUnmounted(() => {
    window.removeEventListener('online', wake)
    clearInterval(timer)
  })
  return reactive({ sheet, refusal, busy, ready, missing, context, shown, at, current, begin, answer, next, back })
}
