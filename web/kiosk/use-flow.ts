import { computed, ref } from 'vue'
import type { KioskReason } from '../../contract/kiosk.ts'
import type { Enrolment, Journal, Tap } from './journal.ts'
import { newUuidV7 } from './uuid-v7.ts'

/** ask: the faces; why: what they were for; contact: how to be answered; thanks */
export type Step = 'ask' | 'why' | 'contact' | 'thanks'
/** What a rating is bound to. */
export interface Bond { dossierCode?: string; procedureCode?: string; procedureName?: string | null; trigger: 'citizen' | 'dossier-closed'; reasons?: Enrolment['settings']['reasons'] | null }

const THANKS_MS = 4_000
/** Whoever taps twice means it once. */
const DOUBLE_TAP_MS = 2_000
const SAME_PLACE_PX = 48

interface FlowDeps {
  journal: Pick<Journal, 'record' | 'amend' | 'close'>
  enrolment(): Pick<Enrolment, 'settings'> | null
  language(): string
  /** The wall clock, which may be wrong, dates a rating; the other one only goes forward. */
  clock(): number
  elapsed(): number
  onClosed(): void
  onHome(): void
}

/**
 * One citizen at the tablet: a tap that counts as soon as it is written down, one question about it that may be left alone, thanks, and back to
 * the start. Whatever becomes of the question, the rating stays.
 */
export function useFlow({ journal, enrolment, language, clock, elapsed, onClosed, onHome }: FlowDeps) {
  const step = ref<Step>('ask')
  const recorded = ref<{ id: string; scale: 3 | 5; score: number } | null>(null)
  const chosen = ref<string[]>([])
  const comment = ref('')
  const bond = ref<Bond | null>(null)
  /** Counts the beginnings of the time that is left, so that it is seen to begin again. */
  const turn = ref(0)
  let timer = 0
  let writing = false
  let tapped = { at: -DOUBLE_TAP_MS, x: 0, y: 0 }

  const idleMs = () => (enrolment()?.settings.idleSeconds || 20) * 1000
  const isGood = computed(() => recorded.value !== null && recorded.value.score > (recorded.value.scale + 1) / 2)
  const reasons = computed<KioskReason[]>(() => {
    const lists = (bond.value && bond.value.reasons) || (enrolment() || { settings: { reasons: undefined } }).settings.reasons
    return lists ? (isGood.value ? lists.good : lists.bad) : []
  })

  const goOnAfter = (delayMs: number, next: () => void) => {
    clearTimeout(timer)
    turn.value += 1
    timer = window.setTimeout(next, delayMs)
  }
  const keep = async () => {
    const it = recorded.value
    if (it) await journal.amend(it.id, { score: it.score, reasons: chosen.value.slice(), comment: comment.value.trim() })
  }
  /** The rating is complete: it may go out. */
  const close = async () => {
    const id = recorded.value ? recorded.value.id : ''
    await keep()
    journal.close(id)
    onClosed()
  }
  function goHome() {
    clearTimeout(timer)
    if (step.value === 'why') void close()
    step.value = 'ask'
    recorded.value = null
    chosen.value = []
    comment.value = ''
    bond.value = null
    onHome()
  }
  const thank = () => {
    step.value = 'thanks'
    goOnAfter(THANKS_MS, goHome)
  }

  /** A few milliseconds later it is written down; until then, and on the way to it, further taps fold into this one. */
  async function rate(score: number) {
    const held = enrolment()
    if (writing || !held || (step.value !== 'ask')) return
    if (recorded.value) return await rateAgain(score)
    const { scale } = held.settings
    const now = clock()
    writing = true
    try {
      const tap: Tap = { id: newUuidV7(now), occurredAt: new Date(now).toISOString(), scale, score, language: language(), trigger: 'citizen' }
      if (bond.value) {
        tap.trigger = bond.value.trigger
        if (bond.value.dossierCode) tap.dossierCode = bond.value.dossierCode
        if (bond.value.procedureCode) tap.procedureCode = bond.value.procedureCode
      }
      const { id } = await journal.record(tap)
      recorded.value = { id, scale, score }
    } finally {
      writing = false
    }
    await askWhy()
  }
  const rateAgain = async (score: number) => {
    if (recorded.value) recorded.value = { ...recorded.value, score }
    chosen.value = []
    await askWhy()
  }
  const askWhy = async () => {
    if (reasons.value.length === 0 && !(enrolment()?.settings.comment)) {
      await close()
      return thank()
    }
    step.value = 'why'
    goOnAfter(idleMs(), goHome)
    await keep()
  }

  return {
    step, recorded, chosen, comment, bond, reasons, isGood, turn, rate, goHome,
    isBusy: () => writing || step.value !== 'ask' || recorded.value !== null || bond.value !== null,

    choose: async (code: string) => {
      chosen.value = chosen.value.indexOf(code) < 0 ? chosen.value.concat(code) : chosen.value.filter((it) => it !== code)
      await keep()
    },
    write: async (text: string) => {
      comment.value = text
      goOnAfter(idleMs(), goHome)
      await keep()
    },
    /** Another face for the same rating, while it is still open. */
    changeFace: () => {
      step.value = 'ask'
      goOnAfter(idleMs(), () => { step.value = 'why'; goHome() })
    },
    done: async () => {
      await close()
      thank()
    },
    askContact: () => {
      step.value = 'contact'
      goOnAfter(3 * idleMs(), goHome)
    },
    thank,

    /** Somebody is asked about what was just done for them, unless somebody is at the tablet. */
    bind: (to: Bond, forMs: number) => {
      bond.value = to
      goOnAfter(forMs, goHome)
    },

    /** A touch anywhere gives more time. */
    touched: () => {
      if (step.value === 'why') goOnAfter(idleMs(), goHome)
      else if (step.value === 'contact') goOnAfter(3 * idleMs(), goHome)
      else if (step.value === 'thanks') goOnAfter(idleMs(), goHome)
      else if (step.value === 'ask' && !bond.value && !recorded.value && language() !== 'vi') goOnAfter(idleMs(), goHome)
    },
    waitForChoice: () => goOnAfter(idleMs(), goHome),

    /** Whether a click is the second of a double tap on a face: it lands on whatever stands there by then. */
    isEcho: ({ clientX, clientY, detail, target }: MouseEvent): boolean => {
      // A key or a switch clicks at no place; after a face nothing has the focus that it could press again.
      if (detail === 0) return false
      const now = elapsed()
      if (now - tapped.at < DOUBLE_TAP_MS && Math.abs(clientX - tapped.x) + Math.abs(clientY - tapped.y) < SAME_PLACE_PX) return true
      const isFace = step.value === 'ask' && target instanceof Element && target.closest('.faces button') !== null
      if (isFace) tapped = { at: now, x: clientX, y: clientY }
      return false
    },
    /** The next person has said so: their tap is nobody's second. */
    next: () => {
      tapped.at = -DOUBLE_TAP_MS
      goHome()
    },
    stop: () => clearTimeout(timer),
  }
}
export type Flow = ReturnType<typeof useFlow>
