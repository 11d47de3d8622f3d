/**
 * A UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, 74 random bits. Ids sort by time, so that what a tablet sends late still
 * lands where it belongs. The tablet's browser has no randomUUID.
 */
export function newUuidV7(epochMs: number, fillRandom: (bytes: Uint8Array) => Uint8Array = (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>)): string {
  const bytes = fillRandom(new Uint8Array(16))
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(epochMs / 2 ** (8 * (5 - i))) % 256
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => ('0' + byte.toString(16)).slice(-2)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
