import { createHash, randomInt } from 'node:crypto'
import type { SecretBox } from '../../access/secret-box.ts'

/** No letter that is read as a digit (I, L, O) and no U, which makes words: each stands for five bits. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const READ_AS: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', U: 'V' }
const [RANDOM_LETTERS, SIGN_LETTERS] = [12, 4]

/** Four letters of a keyed hash: codes that somebody makes up are refused without looking for them, all but one of a million. */
function toSigns(box: Pick<SecretBox, 'signatures'>, random: string): string[] {
  return box.signatures(`survey-code:${random}`).map(shorten)
}
function shorten(signature: string): string {
  const bytes = Buffer.from(signature, 'base64url')
  return Array.from({ length: SIGN_LETTERS }, (_, index) => LETTERS[(bytes[index] ?? 0) % LETTERS.length]).join('')
}

const written = (letters: string) => `KS-${letters.match(/.{4}/g)?.join('-') ?? ''}`

/** The code of an invitation, `KS-7K3M-9QXT-2DAB-C4E5`: 60 random bits and 20 that sign them. */
export function createSurveyCode(box: Pick<SecretBox, 'signatures'>): string {
  const random = Array.from({ length: RANDOM_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return written(random + (toSigns(box, random)[0] ?? ''))
}

/** A code however somebody writes it: in small letters, without hyphens, with an O for a zero; null for what is none of ours. */
export function readSurveyCode(box: Pick<SecretBox, 'signatures'>, text: string): string | null {
  const letters = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '').replace(/^KS/, '').replaceAll(/[OILU]/g, (it) => READ_AS[it] ?? it)
  const [random, sign] = [letters.slice(0, RANDOM_LETTERS), letters.slice(RANDOM_LETTERS)]
  return letters.length === RANDOM_LETTERS + SIGN_LETTERS && toSigns(box, random).includes(sign) ? written(letters) : null
}

/** What is kept of a code. */
export const hashSurveyCode = (code: string) => createHash('sha256').update(code).digest('hex')
