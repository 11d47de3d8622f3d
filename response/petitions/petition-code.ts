import { randomInt } from 'node:crypto'

/** No letter that is read as a digit (I, L, O) and no U, which makes words. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 10
const READ_AS: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', U: 'V' }

/** The code of a petition, `PA-7K3M9-QXT2D`: 50 random bits, since whoever has it sees how far the petition is. */
export function createPetitionCode(): string {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return `PA-${letters.slice(0, 5)}-${letters.slice(5)}`
}

/** A code however somebody writes it: in small letters, without hyphens, with an O for a zero. What is no code is answered as it came. */
export function toPetitionCode(written: string): string {
  const letters = written.toUpperCase().replaceAll(/[^A-Z0-9]/g, '').replace(/^PA/, '').replaceAll(/[OILU]/g, (it) => READ_AS[it] ?? it)
  return letters.length === LENGTH ? `PA-${letters.slice(0, 5)}-${letters.slice(5)}` : written.trim()
}
