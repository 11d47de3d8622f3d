import type { Questionnaire } from '../../../../../contract/questionnaire.ts'

/** What was written and not saved, on this device alone. `basedOn` is when the version was saved that it began from. */
export interface KeptDraft { content: Questionnaire; basedOn: string; at: number }

const nameOf = (code: string) => `bang-hoi:${code}`

/** The draft that this browser keeps of a questionnaire; null where there is none, or where it cannot be read any more. */
export function readKept(code: string): KeptDraft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(nameOf(code)) ?? 'null') as KeptDraft | null
    return kept && Array.isArray(kept.content.sections) ? kept : null
  } catch {
    return null
  }
}

/** Keeps it; where the browser keeps nothing, leaving the page asks all the same. */
export function keepDraft(code: string, kept: KeptDraft): void {
  try {
    localStorage.setItem(nameOf(code), JSON.stringify(kept))
  } catch {
    // A full or forbidden store: nothing depends on it.
  }
}

export function forgetDraft(code: string): void {
  try {
    localStorage.removeItem(nameOf(code))
  } catch {
    // As above.
  }
}
