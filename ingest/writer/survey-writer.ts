import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { DirtyDay, DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PublishedPeriods } from '../../registry/published-periods.ts'
import type { SurveyBatch, SurveyRow } from '../queue/fact-batch.ts'

const COLUMNS = [
  'ticket', 'questionnaire', 'version', 'centre_code', 'procedure_code', 'month', 'outcome', 'channel', 'language', 'answered_at', 'finished', 'levels', 'numbers', 'choices', 'texts', 'shown', 'precedence',
] as const

const finishedTickets = defineQuery<{ tickets: string[]; months: string[] }, string>({
  name: 'finished-survey-tickets', lane: 'write',
  sql: 'SELECT DISTINCT toString(ticket) AS ticket FROM survey_answers WHERE month IN {months:Array(String)} AND toString(ticket) IN {tickets:Array(String)} AND finished = 1',
  row: z.object({ ticket: z.string() }).transform((it) => it.ticket),
})

/** Of parts the one with more answers counts, on a tie the later; a finished sheet counts before all of them. No time is in it. */
const FINISHED_PRECEDENCE = 65_535
const TICKET = 0
const CENTRE = 3
const MONTH = 5
const FINISHED = 10

function toColumns([ticket, questionnaire, version, centre, procedure, month, outcome, channel, language, hour, finished, levels, numbers, choices, texts, shown]: SurveyRow) {
  const answers = levels.length + numbers.length + choices.length + texts.length
  return [
    ticket, questionnaire, version, centre, procedure, month, outcome, channel, language, Math.floor(hour / 1000), finished ? 1 : 0, Object.fromEntries(levels), Object.fromEntries(numbers),
    Object.fromEntries(choices), Object.fromEntries(texts), shown, finished ? FINISHED_PRECEDENCE : answers,
  ]
}

interface Deps { warehouse: Warehouse; dirtyDays: Pick<DirtyDays, 'mark'>; publishedPeriods: PublishedPeriods }

/**
 * Writes sheets of surveys; resolves when they are in the warehouse. What was finished first counts: whatever comes for its ticket later is left out. The
 * month of a sheet is marked before and after; a sheet of a published month is stored and waits for the revision, as late facts do.
 */
export async function writeSurveyAnswers({ warehouse, dirtyDays, publishedPeriods }: Deps, batches: readonly SurveyBatch[]): Promise<void> {
  const rows = batches.flatMap((it) => it.rows)
  if (rows.length === 0) return
  const known = new Set(await warehouse.select(finishedTickets, { tickets: [...new Set(rows.map((it) => it[TICKET]))], months: [...new Set(rows.map((it) => it[MONTH]))] }))
  const kept = rows.filter((row) => {
    if (known.has(row[TICKET])) return false
    if (row[FINISHED]) known.add(row[TICKET])
    return true
  })
  if (kept.length === 0) return
  const published = await publishedPeriods.all()
  const days = new Map(kept.filter((it) => !published.has(it[MONTH])).map((it): [string, DirtyDay] => [`${it[MONTH]} ${it[CENTRE]}`, { day: `${it[MONTH]}-01`, centreCode: it[CENTRE] }]))
  await dirtyDays.mark('surveys', [...days.values()])
  await warehouse.insert('survey_answers', COLUMNS, kept.map(toColumns))
  await dirtyDays.mark('surveys', [...days.values()])
}
