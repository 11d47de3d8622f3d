import type { ReportedMeasure, SetWarning } from '../../contract/measure.ts'

/** A reported figure, as far as it is held against others. */
export type ReportedFigure = Pick<ReportedMeasure, 'unitCode' | 'metric' | 'source' | 'numerator' | 'denominator'>

/** Metrics that are shares of one and the same whole, so that their denominators are one number. */
const SAME_WHOLE: readonly (readonly string[])[] = [
  ['PROGRESS', 'DOSSIER_RECEIVING_SATISFACTION', 'ORIGINAL_RESULT_AVAILABLE', 'SO_HOA_GIAY_TO_GIAI_QUYET', 'REUSED_DIGITIZED_DATA', 'SYNCED_WITH_DVCQG_PERSONAL_STORAGE', 'CITIZEN_DATA_CONNECTED_DOSSIER'],
  ['PETITION_PROCESSING_ON_TIME', 'PETITION_HANDLING_SATISFACTION'],
  ['PAYMENT_PROCEDURES', 'PAYMENT_FEE_DATA'],
  ['DOSSIERS_PROCESSED', 'DOSSIERS_OPEN'],
  ['DOSSIERS_EARLY', 'DOSSIERS_ON_TIME', 'DOSSIERS_LATE'],
]

/** Metrics whose numerators add up to a whole; without one of `needed` nothing can be said. The whole is a numerator, or else the parts' denominator. */
const PARTS: readonly { parts: readonly string[]; needed: readonly string[]; whole: string | null }[] = [
  { parts: ['DOSSIERS_EARLY', 'DOSSIERS_ON_TIME', 'DOSSIERS_LATE'], needed: ['DOSSIERS_ON_TIME', 'DOSSIERS_LATE'], whole: 'DOSSIERS_PROCESSED' },
  { parts: ['DOSSIERS_PROCESSED', 'DOSSIERS_OPEN'], needed: ['DOSSIERS_PROCESSED', 'DOSSIERS_OPEN'], whole: null },
]

/** Counts of dossiers and petitions, which add up over units; the procedures of two units are often the same ones. */
const ADDS_UP_OVER_UNITS: ReadonlySet<string> = new Set([...SAME_WHOLE[0] ?? [], ...SAME_WHOLE[1] ?? [], ...SAME_WHOLE[3] ?? [], ...SAME_WHOLE[4] ?? [], 'PAYMENT_DOSSIERS', 'DOSSIER_SYNC'])

interface Counted extends ReportedFigure { numerator: number; denominator: number }
const hasCounts = (it: ReportedFigure): it is Counted => it.numerator !== null && it.denominator !== null

function groupBySource(rows: readonly ReportedFigure[]): Map<string, Map<string, Counted>> {
  const sources = new Map<string, Map<string, Counted>>()
  for (const row of rows.filter(hasCounts)) sources.set(row.source, (sources.get(row.source) ?? new Map<string, Counted>()).set(row.metric, row))
  return sources
}

function wholesThatDiffer(source: string, of: ReadonlyMap<string, Counted>): SetWarning[] {
  return SAME_WHOLE.flatMap((metrics) => {
    const rows = metrics.flatMap((it) => of.get(it) ?? [])
    if (new Set(rows.map((it) => it.denominator)).size < 2) return []
    return [{ rule: 'wholes-differ' as const, source, metrics: rows.map((it) => it.metric), detail: rows.map((it) => it.denominator).join(' ≠ ') }]
  })
}

function partsThatMiss(source: string, of: ReadonlyMap<string, Counted>): SetWarning[] {
  return PARTS.flatMap(({ parts, needed, whole }) => {
    if (!needed.every((it) => of.has(it))) return []
    const rows = parts.flatMap((it) => of.get(it) ?? [])
    const [sum, total] = [rows.reduce((all, it) => all + it.numerator, 0), (whole === null ? undefined : of.get(whole)?.numerator) ?? rows[0]?.denominator ?? 0]
    if (sum === total) return []
    return [{ rule: 'parts-are-not-the-whole' as const, source, metrics: rows.map((it) => it.metric), detail: `${rows.map((it) => it.numerator).join(' + ')} = ${sum} ≠ ${total}` }]
  })
}

function unitsThatMiss(source: string, of: ReadonlyMap<string, Counted>, units: readonly string[], below: readonly ReportedFigure[]): SetWarning[] {
  if (units.length === 0) return []
  return [...of.values()].filter((it) => ADDS_UP_OVER_UNITS.has(it.metric)).flatMap((parent) => {
    const rows = below.filter(hasCounts).filter((it) => it.source === source && it.metric === parent.metric)
    if (new Set(rows.map((it) => it.unitCode)).size < units.length) return []
    const sums = { numerator: rows.reduce((all, it) => all + it.numerator, 0), denominator: rows.reduce((all, it) => all + it.denominator, 0) }
    if (sums.numerator === parent.numerator && sums.denominator === parent.denominator) return []
    return [{
      rule: 'units-are-not-the-parent' as const, source, metrics: [parent.metric],
      detail: `${sums.numerator} / ${sums.denominator} ≠ ${parent.numerator} / ${parent.denominator}`,
    }]
  })
}

/**
 * What does not add up among the figures of one unit and period, source by source: shares of one whole whose wholes differ, parts that are
 * not their whole (dossiers without a due date are in no class, so published tables miss some), and units below whose sum is not the
 * unit's, where every one of `units` has reported. It stops nothing: the figures were published so.
 */
export function reconcileSet(rows: readonly ReportedFigure[], { units = [], below = [] }: { units?: readonly string[]; below?: readonly ReportedFigure[] } = {}): SetWarning[] {
  return [...groupBySource(rows)].sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([source, of]) => [...wholesThatDiffer(source, of), ...partsThatMiss(source, of), ...unitsThatMiss(source, of, units, below)])
}
