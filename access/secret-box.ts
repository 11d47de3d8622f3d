import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { SecretKeys } from '../platform/secret-key.ts'

const NONCE_BYTES = 12

/**
 * Seals small secrets for the record by AES-256-GCM, as `v1.<key id>.<nonce>.<tag>.<text>`. What they belong to is sealed in: a
 * sealed secret that is moved to another account does not open.
 */
export function createSecretBox(keys: SecretKeys) {
  const [newest] = keys
  return {
    seal: (text: string, belongsTo: string): string => {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', newest.key, nonce).setAAD(Buffer.from(belongsTo))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return ['v1', newest.id, ...[nonce, cipher.getAuthTag(), sealed].map((it) => it.toString('base64url'))].join('.')
    },

    /** The text; null when none of our keys opens it. */
    open: (sealedText: string, belongsTo: string): string | null => {
      const [version, keyId, ...parts] = sealedText.split('.')
      const [nonce, tag, sealed] = parts.map((it) => Buffer.from(it, 'base64url'))
      const known = keys.find((it) => it.id === keyId)
      if (version !== 'v1' || !known || !nonce || !tag || !sealed) return null
      try {
        const decipher = createDecipheriv('aes-256-gcm', known.key, nonce).setAAD(Buffer.from(belongsTo)).setAuthTag(tag)
        return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },

    /** Whether it was sealed by an older key than the newest. */
    isOld: (sealedText: string): boolean => sealedText.split('.')[1] !== newest.id,

    /** A signature that only this installation can make. */
    sign: (text: string): string => createHmac('sha256', newest.key).update(text).digest('base64url'),

    /** The signatures of all our keys, the newest first: what is signed shortened is compared with them. */
    signatures: (text: string): string[] => keys.map(({ key }) => createHmac('sha256', key).update(text).digest('base64url')),

    isSigned: (text: string, signature: string): boolean => keys.some(({ key }) => {
      const expected = createHmac('sha256', key).update(text).digest()
      const given = Buffer.from(signature, 'base64url')
      return given.length === expected.length && timingSafeEqual(given, expected)
    }),
  }
}
export type SecretBox = ReturnType<typeof createSecretBox>
