import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { SecretBox } from '../../access/secret-box.ts'
import type { ManifestSignature, SigningKey } from '../../contract/edition-manifest.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'

const row = z.object({ id: z.string(), public_key: z.string(), sealed_private_key: z.string(), made_at: z.date(), reason: z.string().nullable() })
const ID_LENGTH = 16
const fingerprintOf = (pem: string) => createHash('sha256').update(createPublicKey(pem).export({ type: 'spki', format: 'der' })).digest('hex')

/** The publisher's Ed25519 keys. */
export interface SigningKeys {
  /** Signs with the newest key; makes the first one where there is none. @throws Error where no secret key of ours opens it */
  sign(text: string): Promise<ManifestSignature>
  /** The id of the key that signs now. */
  currentId(): Promise<string>
  /** From now on another key signs; older ones still check what they signed. */
  rotate(actor: string, reason: string): Promise<SigningKey>
  list(): Promise<SigningKey[]>
}

export function createSigningKeys({ record, box, clock }: { record: RecordStore; box: SecretBox; clock: Clock }): SigningKeys {
  const readAll = async () => z.array(row).parse(await record.query('SELECT id, public_key, sealed_private_key, made_at, reason FROM signing_key ORDER BY made_at DESC, id'))
  const belongsTo = (id: string) => `signing-key:${id}`

  async function make(actor: string, reason: string | null): Promise<SigningKey> {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const fingerprint = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('hex')
    const id = fingerprint.slice(0, ID_LENGTH)
    const [text, madeAt] = [publicKey.export({ type: 'spki', format: 'pem' }).toString(), new Date(clock())]
    const sealed = box.seal(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), belongsTo(id))
    await record.transaction(async (session) => {
      await session.query('INSERT INTO signing_key (id, public_key, sealed_private_key, made_at, made_by, reason) VALUES ($1, $2, $3, $4, $5, $6)', [id, text, sealed, madeAt, actor, reason])
      await writeAudit(session, { actor, action: 'signing-key.make', subject: belongsTo(id), detail: { publicKey: text, reason } })
    })
    return { id, publicKey: text, fingerprint, madeAt: madeAt.toISOString(), until: null, reason }
  }
  async function current() {
    const [newest] = await readAll()
    if (newest) return newest
    await make('system', null)
    const [made] = await readAll()
    if (!made) throw new Error('The signing key that was just made is not there.')
    return made
  }

  return {
    sign: async (text) => {
      const { id, public_key: publicKey, sealed_private_key: sealed } = await current()
      const opened = box.open(sealed, belongsTo(id))
      if (opened === null) throw new Error(`The signing key ${id} was sealed by a secret key that is not here. Restore SECRET_KEY, or have another signing key made.`)
      return { algorithm: 'Ed25519', keyId: id, publicKey, signature: sign(null, Buffer.from(text), createPrivateKey(opened)).toString('base64') }
    },
    currentId: async () => (await current()).id,
    rotate: make,
    list: async () => (await readAll()).map((it, index, all) => ({
      id: it.id, publicKey: it.public_key, fingerprint: fingerprintOf(it.public_key), madeAt: it.made_at.toISOString(), until: all[index - 1]?.made_at.toISOString() ?? null, reason: it.reason,
    })),
  }
}
