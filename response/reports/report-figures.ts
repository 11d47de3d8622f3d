import { z } from 'zod'
import { unitsWithin } from '../../analytics/api/codes-within.ts'
import type { IndicatorValue } from '../../contract/indicator.ts'
import { REPORT_INDICATORS, type CaseFigures, type FindingFigures, type PetitionFigures, type ReportFigures } from '../../contract/monitoring-report.ts'
import { toDayRange, toHanoiDay, type DayRange } from '../../contract/period.ts'
import { petitionClasses, petitionLimitKinds } from '../../contract/petition.ts'
import { METHOD } from '../../analytics/detection/method.ts'
import { findIndicator } from '../../analytics/indicators/registry.ts'
import { toValue } from '../../analytics/indicators/to-value.ts'
import { selectIndicatorCells } from '../../analytics/queries/indicator-cells.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { toDayStart } from '../../registry/working-calendar/days.ts'
import { isFinished } from '../petitions/petition-life.ts'
import { selectPetitions, selectSteps } from '../petitions/petition-rows.ts'
import { tellPetition, type SettleDeps } from '../petitions/settle-petition.ts'

export interface FigureDeps extends SettleDeps {
  record: RecordStore; warehouse: Warehouse; places: PlaceIndex
  /** Cases of the closed loop opened at these units (null: all) on days `[from, to)`. */
  countCases(units: readonly string[] | null, days: DayRange): Promise<CaseFigures>
}

const judged = defineQuery<{ method: number; from: string; to: string; counters: readonly string[] }, { weekEnd: string; judged: number; flagged: number; toReview: number }>({
  name: 'report-findings',
  sql: `SELECT toString(week_end) AS weekEnd, countIf(n >= 10) AS judged, countIf(n >= 10 AND (level OR change)) AS flagged, countIf(n >= 10 AND review AND (level OR change)) AS toReview
        FROM counter_findings FINAL WHERE method = {method:UInt16} AND week_end >= {from:Date} AND week_end < {to:Date} AND counter_code IN {counters:Array(String)}
        GROUP BY week_end ORDER BY week_end DESC LIMIT 1`,
  row: z.object({ weekEnd: z.string(), judged: z.coerce.number(), flagged: z.coerce.number(), toReview: z.coerce.number() }),
})
const entryCounts = z.object({ answered: z.coerce.number(), appeals: z.coerce.number() })

/** What a monthly report tells of a unit and all below it; the month is that of Hanoi, the figures those of now. */
export async function readReportFigures(deps: FigureDeps, unit: string, month: string): Promise<ReportFigures> {
  const days = toDayRange(month)
  if (!days) throw new Error(`"${month}" is no month`)
  const indicators = await Promise.all(REPORT_INDICATORS.map(async (id) => ({ id, row: await readRow(deps, id, { unit, month, days }) })))
  const rowOf = (id: (typeof REPORT_INDICATORS)[number]) => indicators.find((it) => it.id === id)?.row ?? null
  const [due, backlog] = [rowOf('on-time-due'), rowOf('overdue-backlog')]
  const units = unitsWithin(deps.places, unit)
  return {
    indicators, lateDossiers: due === null ? null : (due.denominator ?? 0) - (due.numerator ?? 0), overdueAtEnd: backlog?.numerator ?? null,
    petitions: await countPetitions(deps, units, days), findings: await countFindings(deps, unit, days), cases: await deps.countCases(units, days), computedAt: new Date(deps.clock()).toISOString(),
  }
}

async function readRow({ warehouse, places, clock }: FigureDeps, id: string, { unit, month, days }: { unit: string; month: string; days: DayRange }): Promise<IndicatorValue | null> {
  const [indicator, level] = [findIndicator(id), places.unitKind(unit)]
  if (!indicator || !level) return null
  const today = toHanoiDay(clock())
  const cell = (await selectIndicatorCells(warehouse, indicator, { ...days, today, level, parent: unit, bucket: null, segment: null })).find((it) => it.unit === unit)
  return cell ? toValue(indicator, cell, {
    period: month, unitName: places.nameOf(unit) ?? { vi: unit, en: unit }, segment: null, computedAt: new Date(clock()).toISOString(), provisional: days.to > today, maySeeSmallCounts: true,
  }) : null
}

/** Petitions received in the month, told as they stand now: a small number that is read one by one. */
async function countPetitions(deps: FigureDeps, units: readonly string[] | null, { from, to }: DayRange): Promise<PetitionFigures> {
  const { record } = deps
  const found = await selectPetitions(record, 'WHERE received_at >= $1 AND received_at < $2 AND ($3::text[] IS NULL OR handler_code = ANY($3)) ORDER BY seq', [new Date(toDayStart(from)), new Date(toDayStart(to)), units])
  const steps = await selectSteps(record, found.map((it) => it.id))
  const told = await Promise.all(found.map((it) => tellPetition(deps, it, steps.get(it.id) ?? [])))
  const repeated = await record.query('SELECT DISTINCT repeats FROM petition WHERE repeats = ANY($1::uuid[])', [found.map((it) => it.id)])
  const ended = (isIt: (it: (typeof told)[number]) => boolean) => told.filter(isIt).length
  return {
    received: told.length, byClass: [...petitionClasses, null].map((it) => ({ class: it, petitions: ended(({ life }) => life.class === it) })),
    answered: ended(({ life }) => life.publishedAt !== null), refused: ended(({ life }) => life.refusedAt !== null), open: ended(({ life }) => !isFinished(life.state)), waiting: ended(({ life }) => life.state === 'waiting'),
    limits: petitionLimitKinds.map((kind) => {
      const states = told.map(({ times }) => times.limits.find((it) => it.kind === kind)?.state)
      return { kind, kept: states.filter((it) => it === 'kept').length, missed: states.filter((it) => it === 'missed' || it === 'over').length }
    }),
    ratedSatisfied: ended(({ petition }) => petition.satisfied === true), ratedDissatisfied: ended(({ petition }) => petition.satisfied === false), repeated: repeated.length,
  }
}

async function countFindings({ record, warehouse, places }: FigureDeps, unit: string, { from, to }: DayRange): Promise<FindingFigures | null> {
  const counters = [...new Set(places.counters().filter((it) => places.isWithin(it.centreCode, unit)).map((it) => it.code))]
  const [found] = counters.length === 0 ? [] : await warehouse.select(judged, { method: METHOD.version, from, to, counters })
  if (!found) return null
  const [entries] = z.array(entryCounts).parse(await record.query(
    `SELECT count(DISTINCT counter_code) FILTER (WHERE kind IN ('cause', 'answer')) AS answered, count(*) FILTER (WHERE kind = 'appeal') AS appeals
     FROM finding_entry WHERE written_at >= $1 AND written_at < $2 AND counter_code = ANY($3)`, [new Date(toDayStart(from)), new Date(toDayStart(to)), counters],
  ))
  return { ...found, answered: entries?.answered ?? 0, appeals: entries?.appeals ?? 0 }
}
