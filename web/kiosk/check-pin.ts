import type { PinCheck } from '../../contract/kiosk.ts'

const toBytes = (hex: string) => new Uint8Array((hex.match(/../g) || []).map((it) => parseInt(it, 16)))
const toHex = (bytes: ArrayBuffer) => Array.from(new Uint8Array(bytes), (it) => `0${it.toString(16)}`.slice(-2)).join('')

/** Whether the browser can check a PIN: it does so over https only. */
export const canCheckPins = (): boolean => typeof crypto !== 'undefined' && !!crypto.subtle

/** Whether this is the PIN, by what checks it; needs no network. */
export async function isPin(typed: string, { salt, hash, rounds }: PinCheck): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(typed), 'PBKDF2', false, ['deriveBits'])
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', salt: toBytes(salt), iterations: rounds, hash: 'SHA-256' }, key, 256)
  return toHex(bits) === hash
}

const FREE_ATTEMPTS = 5
const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [30_000, 3_600_000]

/** How long whoever has typed so many wrong PINs must wait for the next. */
export const waitAfter = (failures: number): number =>
  (failures < FREE_ATTEMPTS ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * Math.pow(2, failures - FREE_ATTEMPTS)))
