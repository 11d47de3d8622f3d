import { hash } from 'node:crypto'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { FigureStamps } from '../../platform/warehouse/figure-stamps.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PublishedPeriods } from '../../registry/published-periods.ts'
import type { Custody } from '../custody/custody.ts'
import { maskPersonalData } from '../pipeline/personal-mask.ts'
import type { RatingFact, SetAside } from '../pipeline/rating-fact.ts'
import { runPipeline, type Step } from '../pipeline/run-pipeline.ts'
import type { DossierWriter } from '../writer/dossier-writer.ts'
import { writeSurveyAnswers } from '../writer/survey-writer.ts'
import { writeMeasures } from '../writer/measure-writer.ts'
import type { OfferWriter } from '../writer/offer-writer.ts'
import type { RatingWriter } from '../writer/rating-writer.ts'
import type { DeadLetters } from './dead-letters.ts'
import { readFactJob, type DossierBatch, type FactBatch, type RatingBatch, type RatingRow, type RefusedBatch, type Unreadable } from './fact-batch.ts'

interface ProcessorDeps {
  warehouse: Warehouse
  custody: Pick<Custody, 'stored'>
  steps: readonly Step[]
  ratings: RatingWriter
  dossiers: DossierWriter
  offers: OfferWriter
  deadLetters: Pick<DeadLetters, 'keep'>
  dirtyDays: Pick<DirtyDays, 'mark'>
  publishedPeriods: PublishedPeriods
  figureStamps: Pick<FigureStamps, 'touch'>
  clock: Clock
}

/**
 * Takes one job of the fact queue through parse → pipeline → write. It resolves when everything in it lies in ClickHouse: as a fact,
 * set aside with its reason, as a refused number, or as a dead letter. Only then does custody call its numbers stored.
 */
export function createFactProcessor(deps: ProcessorDeps) {
  const { warehouse, custody, steps, ratings, dossiers, offers, deadLetters, figureStamps, clock } = deps
  const storeRatings = async (batches: RatingBatch[]): Promise<Unreadable[]> => {
    const rowsOfFacts = new Map<string, { batch: RatingBatch; row: RatingRow }>()
    const all = batches.flatMap((batch) => batch.rows.map((row) => {
      rowsOfFacts.set(`${batch.sender}|${row[0]}`, { batch, row })
      return toFact(batch, row)
    }))
    const { facts, setAside } = await runPipeline(steps, all)
    const { refused, conflicts } = await ratings.write(facts)
    const aside = [
      ...setAside,
      ...conflicts.map((fact): SetAside => ({ fact, reason: 'conflict' })),
      ...refused.flatMap(({ index }): SetAside[] => (facts[index] ? [{ fact: facts[index], reason: 'unreadable' }] : [])),
    ]
    await keepSetAside(warehouse, aside)
    await figureStamps.touch(aside.map(({ fact }) => toHanoiDay(fact.receivedAt)))
    return refused.flatMap(({ index, reason }): Unreadable[] => {
      const fact = facts[index]
      const source = fact && rowsOfFacts.get(`${fact.sender}|${fact.id}`)
      return source ? [unreadableRow(source.batch, withMaskedComment(source.row), reason)] : []
    })
  }
  const storeDossiers = async (batches: DossierBatch[]): Promise<Unreadable[]> =>
    (await Promise.all(batches.map(async (batch) =>
      (await dossiers.write(batch.rows, batch.sender, batch.receivedAt)).refused.flatMap(({ index, reason }) => unreadableRow(batch, batch.rows[index], reason)),
    ))).flat()
  const storeRefused = (batches: RefusedBatch[]) => warehouse.insert(
    'refused_facts', ['sender', 'seq', 'id', 'rules', 'received_at'],
    batches.flatMap(({ sender, receivedAt, rows }) => rows.map(([seq, id, rules]) => [sender, seq, id, rules, new Date(receivedAt).toISOString()])),
  )

  return async (payload: unknown): Promise<void> => {
    const { batches, unreadable } = readFactJob(payload, clock())
    const of = <K extends FactBatch['kind']>(kind: K) => batches.filter((it): it is Extract<FactBatch, { kind: K }> => it.kind === kind)
    const [unreadRatings, unreadDossiers] = await Promise.all([storeRatings(of('ratings')), storeDossiers(of('dossiers')), storeRefused(of('refused')), writeMeasures(warehouse, of('measures')), writeSurveyAnswers(deps, of('surveys')), offers.write(of('offers'))])
    if (of('measures').length > 0) await figureStamps.touch(null)
    await deadLetters.keep([...unreadable.map(withoutPersonalData), ...unreadRatings, ...unreadDossiers])
    await custody.stored(toSeqs([...of('ratings'), ...of('refused')]))
  }
}
export type FactProcessor = ReturnType<typeof createFactProcessor>

const unreadableRow = (batch: FactBatch, row: unknown, reason: string): Unreadable =>
  ({ kind: batch.kind, sender: batch.sender, receivedAt: batch.receivedAt, reason, payload: { ...batch, rows: [row] } })

const COMMENT = 6
const withMaskedComment = (row: RatingRow): RatingRow => row.with(COMMENT, maskPersonalData(row[COMMENT]).masked) as RatingRow

/** A row that broke the form of the queue never reached the step that masks comments. */
function withoutPersonalData(it: Unreadable): Unreadable {
  const batch = it.payload as RatingBatch
  const row = it.kind === 'ratings' ? batch.rows[0] : null
  return Array.isArray(row) && typeof row[COMMENT] === 'string' ? { ...it, payload: { ...batch, rows: [withMaskedComment(row)] } } : it
}

/** Of what a sender repeats unchanged. A device's counter is ours, and a new enrolment numbers afresh, so neither is in it. */
function toContentHash(sender: string, row: RatingRow): string {
  const [, , occurredAt, scale, score, reasons, comment, language, counterCode, , procedureCode, officialCode, trigger, dossierCode] = row
  const content = [occurredAt, scale, score, reasons, comment, language, sender.startsWith('device:') ? '' : counterCode, procedureCode, officialCode, trigger, dossierCode]
  const first = hash('sha1', JSON.stringify(content), 'buffer').readBigUInt64BE()
  return String(first === 0n ? 1n : first)
}

function toFact({ sender, sentAt, receivedAt }: RatingBatch, row: RatingRow): RatingFact {
  const [id, seq, occurredAt, scale, score, reasons, comment, language, counterCode, centreCode, procedureCode, officialCode, trigger, dossierCode] = row
  return {
    sender, sentAt, receivedAt, id, seq, occurredAt, correctedAt: occurredAt, scale, score, reasons, comment, language, counterCode,
    centreCode, procedureCode, officialCode, trigger, dossierCode, dossierHash: '', channel: '', flags: [], contentHash: toContentHash(sender, row),
  }
}

function toSeqs(batches: readonly (RatingBatch | RefusedBatch)[]): Map<string, number[]> {
  const seqs = new Map<string, number[]>()
  for (const batch of batches) {
    const numbers = (batch.kind === 'ratings' ? batch.rows.map((row) => row[1]) : batch.rows.map((row) => row[0])).filter((seq) => seq > 0)
    if (numbers.length > 0) seqs.set(batch.sender, [...(seqs.get(batch.sender) ?? []), ...numbers])
  }
  return seqs
}

const keepSetAside = (warehouse: Warehouse, setAside: readonly SetAside[]): Promise<void> => warehouse.insert(
  'set_aside_facts', ['sender', 'kind', 'id', 'reason', 'payload', 'received_at', 'seq', 'centre_code'],
  setAside.map(({ fact, reason }) => [
    fact.sender, 'rating', fact.id, reason, JSON.stringify({ ...fact, dossierCode: undefined }), new Date(fact.receivedAt).toISOString(), fact.seq, fact.centreCode,
  ]),
)
