import { randomInt } from 'node:crypto'
import { hashToken } from '../access/secret-token.ts'

/** No 0 and O, no 1, I and L: the code is read from a screen and typed on a tablet. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 8

/** A code like `K7QF-2M9D`. */
export function createEnrolmentCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`
}

/** The form in which a code is kept; how it was typed (small letters, spaces, no hyphen) makes no difference. */
export const hashEnrolmentCode = (code: string) => hashToken(code.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''))
