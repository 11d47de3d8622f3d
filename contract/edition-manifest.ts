import { z } from 'zod'
import { editionInputs } from './edition.ts'
import { indicatorDefinition } from './indicator.ts'
import { indexSchemes } from './index-values.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** One file of an edition: where it can be had is `…/files/<name>`. */
export const editionFile = z.object({ name: z.string(), mediaType: z.string(), bytes: z.int(), sha256 })
export type EditionFile = z.infer<typeof editionFile>

/**
 * `GET /api/v1/editions/:period/manifest.json`: all that an edition is, signed as these very bytes. `parameters` are what figures are computed
 * with; `inputMark` is a fingerprint of everything they were computed from; `previous` chains editions of one month.
 */
export const editionManifest = z.object({
  format: z.literal('thuoc-do-edition/1'),
  period: z.string(), number: z.int(), kind: z.enum(['provisional', 'final', 'revision']), reason: z.string().nullable(), publishedAt: z.string(), computedAt: z.string(), demo: z.boolean(),
  files: z.array(editionFile),
  counts: z.object({ figures: z.int(), units: z.int(), withheld: z.int(), held: z.int() }),
  inputs: editionInputs, inputMark: z.string(), contentHash: sha256,
  parameters: z.object({ minimumSample: z.int(), disclosureWidth: z.int(), confidence: z.number(), z: z.number() }),
  definitions: z.array(indicatorDefinition), schemes: indexSchemes.shape.rows,
  codeVersion: z.string(), engine: z.object({ clickhouse: z.string(), node: z.string() }),
  previous: z.object({ number: z.int(), manifestSha256: sha256 }).nullable(),
  keyId: z.string(),
})
export type EditionManifest = z.infer<typeof editionManifest>

/** `…/manifest.sig.json`: the signature (base64) over the bytes of the manifest, and the key it is checked with (SPKI, PEM). */
export const manifestSignature = z.object({ algorithm: z.literal('Ed25519'), keyId: z.string(), publicKey: z.string(), signature: z.string() })
export type ManifestSignature = z.infer<typeof manifestSignature>

/**
 * `GET /api/v1/signing-keys`: every key that editions were ever signed with, the newest first; the first signs. `until` is when another took its
 * place, `fingerprint` the SHA-256 of the key (SPKI, DER) of which `id` is the beginning, `reason` why it was made (null of the first).
 */
export const signingKey = z.object({ id: z.string(), publicKey: z.string(), fingerprint: sha256, madeAt: z.string(), until: z.string().nullable(), reason: z.string().nullable() })
export const signingKeys = z.object({ rows: z.array(signingKey) })
/** `POST /api/v1/signing-keys`: everybody who checks editions reads the reason. */
export const newSigningKey = z.strictObject({ reason: z.string().trim().min(10).max(1_000) })
export type SigningKey = z.infer<typeof signingKey>
