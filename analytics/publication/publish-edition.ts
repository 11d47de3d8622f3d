import { createHash } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { EditionManifest } from '../../contract/edition-manifest.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { Z_95 } from '../statistics/wilson.ts'
import { WIDTH } from './disclosure/attack.ts'
import { findPublished, freezeEdition, readManifest, toSummary, type BuiltEdition } from './edition-table.ts'
import { renderFiles } from './files/edition-files.ts'
import { storeFile } from './files/file-store.ts'
import type { SigningKeys } from './signing-keys.ts'

export interface PublishDeps { record: RecordStore; warehouse: Warehouse; signingKeys: SigningKeys; clock: Clock; demo: boolean; onProgress(): Promise<void> }

const engine = defineQuery<Record<string, never>, string>({ name: 'engine-version', lane: 'job', row: z.object({ version: z.string() }).transform((it) => it.version), sql: 'SELECT version() AS version' })
const MINIMUM_SAMPLE = 10

/**
 * Publishes an approved edition: renders and stores every file, signs the manifest over their hashes, and freezes the row. Broken off before the
 * last step it is done again; nobody has seen anything. Answers whether it was we who published.
 */
export async function publishEdition(deps: PublishDeps, edition: BuiltEdition): Promise<boolean> {
  const { record, warehouse, signingKeys, clock, demo, onProgress } = deps
  const frozenAt = new Date(clock())
  const detail = { ...toSummary({ ...edition, state: 'frozen', frozenAt: frozenAt.toISOString() }, false), demo, contents: edition.contents, frozenAt: frozenAt.toISOString() }
  const files: EditionManifest['files'] = []
  for (const file of renderFiles({ edition: detail, stored: edition, warehouse })) {
    files.push(await storeFile(warehouse, edition.build, file, frozenAt.toISOString()))
    await onProgress()
  }
  const previous = await findPublished(record, edition.period)
  const chained = previous && await readManifest(record, previous)
  const manifest: EditionManifest = {
    format: 'thuoc-do-edition/1', period: edition.period, number: edition.number, kind: edition.kind, reason: edition.reason, publishedAt: frozenAt.toISOString(), computedAt: edition.computedAt, demo,
    files, counts: { figures: edition.figures ?? 0, units: edition.units ?? 0, withheld: edition.checks?.withheld ?? 0, held: edition.checks?.held ?? 0 },
    inputs: edition.contents.inputs, inputMark: edition.inputMark ?? '', contentHash: edition.contentHash ?? '',
    parameters: { minimumSample: MINIMUM_SAMPLE, disclosureWidth: WIDTH, confidence: 0.95, z: Z_95 },
    definitions: edition.contents.definitions, schemes: edition.contents.schemes,
    codeVersion: edition.codeVersion ?? '', engine: { clickhouse: (await warehouse.select(engine, {}))[0] ?? '', node: process.version },
    previous: previous && chained ? { number: previous.number, manifestSha256: createHash('sha256').update(chained.manifest).digest('hex') } : null,
    keyId: await signingKeys.currentId(),
  }
  const text = `${JSON.stringify(manifest, null, 1)}\n`
  const { keyId, ...signed } = await signingKeys.sign(text)
  return await record.transaction(async (session) => {
    const isOurs = await freezeEdition(session, edition, { manifest: text, signature: JSON.stringify({ ...signed, keyId }), keyId }, frozenAt)
    if (isOurs) {
      await writeAudit(session, {
        actor: 'system', action: 'edition.freeze', subject: `edition:${edition.period}`,
        detail: { number: edition.number, kind: edition.kind, askedBy: edition.askedBy, approvedBy: edition.approvedBy, figures: edition.figures, contentHash: edition.contentHash, csvHash: edition.csvHash, keyId },
      })
    }
    return isOurs
  })
}
