import { z } from 'zod'

/** Whether every store can hold this text as it is: no NUL, and no half of a character. */
const isStorable = (text: string) => !text.includes('\0') && !/\p{Surrogate}/u.test(text)
/** Text that is kept as it was sent. */
export const storableText = z.string().refine(isStorable, { error: 'no NUL, no half characters', params: { rule: 'no NUL, no half characters' } })

/** Codes of units, counters, dossiers, officials: opaque text (QĐ 20/2020/QĐ-TTg allows 35 characters). */
export const code = storableText.trim().min(1).max(35)

/** Dossier codes are opaque too, but older systems write longer ones. */
export const dossierCode = storableText.trim().min(1).max(64)

/** An instant with an explicit offset or Z. Without an offset nobody can know which moment was meant. */
export const instant = z.iso.datetime({ offset: true })

/** What the days of every store reach over. */
export const isStorableInstant = (epochMs: number) => epochMs >= Date.parse('1970-01-02T00:00:00Z') && epochMs < Date.parse('2149-01-01T00:00:00Z')

/** A calendar day in Asia/Ho_Chi_Minh, `2026-08-31`. */
export const day = z.iso.date()

/** Identity of an event, made by the sender; UUIDv7 is asked for, any UUID is taken. */
export const eventId = z.guid()

export const language = z.enum(['vi', 'en'])
export type Language = z.infer<typeof language>

/** The last sequence number a device has used; 0 before its first rating. */
export const sequenceNumberOrNone = z.int().min(0).max(Number.MAX_SAFE_INTEGER)
