/** A rating on its way through the pipeline; times in milliseconds UTC, '' where the sender said nothing. */
export interface RatingFact {
  sender: string
  id: string
  seq: number
  occurredAt: number
  /** occurredAt corrected by the skew of the device's clock; what decides the day it counts on */
  correctedAt: number
  sentAt: number
  receivedAt: number
  centreCode: string
  counterCode: string
  procedureCode: string
  officialCode: string
  channel: string
  scale: number
  score: number
  reasons: string[]
  comment: string
  language: string
  trigger: string
  /** Only until link-dossier has run; never stored. */
  dossierCode: string
  dossierHash: string
  flags: Flag[]
  /** Of all that a sender repeats unchanged, as it came: tells a repetition from other content under the same id. */
  contentHash: string
}

/** What was done to a fact, or what holds back its counting: a closed list, stored beside it. */
export type Flag = 'clock-corrected' | 'late-after-publication'

/** Why a fact is stored but not counted: a closed list, shown to an operator with its counts. */
export type SetAsideReason = 'implausible-time' | 'conflict' | 'unreadable'

export interface SetAside { fact: RatingFact; reason: SetAsideReason }
