import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { NeverSucceeds } from '../../platform/queue/queues.ts'
import type { Custody } from '../custody/custody.ts'
import type { RatingFact, SetAside } from '../pipeline/rating-fact.ts'
import { runPipeline, type Step } from '../pipeline/run-pipeline.ts'
import type { DossierWriter } from '../writer/dossier-writer.ts'
import type { RatingWriter } from '../writer/rating-writer.ts'
import { factBatch, type DossierBatch, type RatingBatch } from './fact-batch.ts'

interface ProcessorDeps {
  warehouse: Warehouse
  custody: Custody
  steps: readonly Step[]
  ratings: RatingWriter
  dossiers: DossierWriter
}

/** Takes one job of the fact queue through parse → pipeline → write; the job completes when ClickHouse has answered. */
export function createFactBatchProcessor({ warehouse, custody, steps, ratings, dossiers }: ProcessorDeps) {
  const processRatings = async (batch: RatingBatch) => {
    const { facts, setAside } = await runPipeline(steps, toFacts(batch))
    await keepSetAside(warehouse, setAside)
    if (facts.length > 0) await ratings.write(facts)
    const seqs = batch.rows.map((row) => row[1]).filter((seq) => seq > 0)
    if (seqs.length > 0) await custody.stored(batch.sender, seqs)
  }
  const processDossiers = (batch: DossierBatch) => dossiers.write(batch.rows, batch.sender, batch.receivedAt)

  return async (payload: unknown): Promise<void> => {
    const parsed = factBatch.safeParse(payload)
    if (!parsed.success) throw new NeverSucceeds(`Not a batch of this queue: ${parsed.error.message}`)
    await (parsed.data.kind === 'ratings' ? processRatings(parsed.data) : processDossiers(parsed.data))
  }
}

const toFacts = ({ sender, sentAt, receivedAt, rows }: RatingBatch): RatingFact[] =>
  rows.map(([id, seq, occurredAt, scale, score, reasons, comment, language, counterCode, centreCode, procedureCode, officialCode, trigger, dossierCode]) => ({
    sender, sentAt, receivedAt, id, seq, occurredAt, correctedAt: occurredAt, scale, score, reasons, comment, language, counterCode,
    centreCode, procedureCode, officialCode, trigger, dossierCode, dossierHash: '', channel: '',
  }))

async function keepSetAside(warehouse: Warehouse, setAside: readonly SetAside[]): Promise<void> {
  await warehouse.insert(
    'set_aside_facts', ['sender', 'kind', 'id', 'reason', 'payload', 'received_at'],
    setAside.map(({ fact, reason }) => [
      fact.sender, 'rating', fact.id, reason, JSON.stringify({ ...fact, dossierCode: undefined }), new Date(fact.receivedAt).toISOString(),
    ]),
  )
}
