import { z } from 'zod'
import type { IndicatorValue, Level } from '../../contract/indicator.ts'
import { toDayRange } from '../../contract/period.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Indicator } from '../indicators/indicator.ts'
import { toValue, type ValueContext } from '../indicators/to-value.ts'
import { chooseOrigin } from '../indices/choose-origin.ts'
import type { CellRequest } from '../queries/cell-request.ts'
import type { FigureSettings } from './figure-settings.ts'

const UNIT_LEVELS: ReadonlySet<Level> = new Set(['country', 'province', 'agency', 'commune', 'centre'])

const count = z.coerce.number().nullable()
interface ReportedFigure { metric: string; unit: string; source: string; numerator: number | null; denominator: number | null; value: number | null }
const reportedOf = (isWithin: boolean) => defineQuery<Record<string, unknown>, ReportedFigure>({
  name: 'reported-of-indicator',
  sql: `SELECT metric, unit_code AS unit, source, numerator, denominator, value FROM reported_measures_current
        WHERE metric IN {metrics:Array(String)} AND period = {period:String}
          AND unit_code IN (SELECT code FROM unit_ancestry WHERE code = ancestor_code AND ancestor_kind = {level:String} AND valid_from < toDate32({to:String}) AND valid_to > toDate32({from:String}))
          ${isWithin ? 'AND unit_code IN (SELECT code FROM unit_ancestry WHERE ancestor_code = {parent:String} AND valid_from < toDate32({to:String}) AND valid_to > toDate32({from:String}))' : ''}
        ORDER BY unit_code, reported_at, received_at, source`,
  row: z.object({ metric: z.string(), unit: z.string(), source: z.string(), numerator: count, denominator: count, value: count }),
})
const [ofAll, ofParent] = [reportedOf(false), reportedOf(true)]

/** The rows of an indicator. */
export interface IndicatorRows { indicator: Indicator; rows: readonly IndicatorValue[] }
interface Asked { request: CellRequest; period: string | undefined; contextOf(unit: string): ValueContext }

/**
 * The rows of indicators with what other systems have reported of them (under the indicator's id as metric) for the same units and period:
 * it stands where we have counted nothing, and elsewhere by the setting. Days that are no period, parts of a period and segments are
 * counted only. What was reported under the minimum sample is withheld like a count of ours; a value alone comes without counts.
 */
export async function withReported(
  { warehouse, figureSettings }: { warehouse: Warehouse; figureSettings: FigureSettings }, { request, period, contextOf }: Asked, counted: readonly IndicatorRows[],
): Promise<IndicatorValue[][]> {
  const days = period === undefined ? null : toDayRange(period)
  const unchanged = () => counted.map(({ rows }) => [...rows])
  if (!days || period === undefined || request.bucket !== null || request.segment !== null || !UNIT_LEVELS.has(request.level)) return unchanged()
  const asked = { metrics: counted.map(({ indicator }) => indicator.definition.id), period, level: request.level, from: days.from, to: days.to }
  const found = request.parent === null ? await warehouse.select(ofAll, asked) : await warehouse.select(ofParent, { ...asked, parent: request.parent })
  if (found.length === 0) return unchanged()
  const preference = await figureSettings.originPreference(period)
  return counted.map(({ indicator, rows }) => {
    const theirs = found.filter((it) => it.metric === indicator.definition.id && tellsSomething(it))
    // Of several sources the newest word comes last and stands.
    const reported = new Map(theirs.map((it) => [it.unit, toReportedRow(indicator, it, contextOf(it.unit))]))
    const ours = new Map(rows.map((it) => [it.unit, it]))
    return [...new Set([...ours.keys(), ...reported.keys()])].sort().flatMap((unit) => {
      const [one, other] = [reported.get(unit) ?? null, ours.get(unit) ?? null]
      return chooseOrigin(withoutReason(one), withoutReason(other), preference).stands ?? other ?? one ?? []
    })
  })
}

/** A row that says why it has no value is no figure to stand for another. */
const withoutReason = (row: IndicatorValue | null) => (row?.reason === null ? row : null)

/** Nothing of nothing, without a value, is no figure. */
const tellsSomething = ({ denominator, value }: ReportedFigure) => (denominator ?? 0) > 0 || value !== null

function toReportedRow(indicator: Indicator, { unit, source, numerator, denominator, value }: ReportedFigure, context: ValueContext): IndicatorValue {
  // What is told of a mean or a median has no numerator over a denominator.
  const hasCounts = indicator.definition.kind === 'ratio' && numerator !== null && denominator !== null && denominator > 0
  const row = toValue(indicator, { unit, bucket: '', segment: '', numerator: numerator ?? 0, denominator: denominator ?? 0, sampleSize: denominator ?? 0 }, context)
  const reported = { ...row, origin: 'reported' as const, source }
  if (hasCounts) return reported
  // Shares are reported in percent, everything else in the unit of its definition.
  const told = value !== null && indicator.definition.unit === 'share' ? value / 100 : value
  return {
    ...reported, numerator: null, denominator: null, value: told, lower: null, upper: null, sampleSize: null,
    quality: row.quality.filter((it) => it !== 'small-sample'), reason: told === null ? 'no-data' : null,
  }
}
