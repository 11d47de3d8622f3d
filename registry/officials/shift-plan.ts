import type { Breach } from '../unit-rules.ts'

/** What was said of an official's service: instants as `2026-08-31T00:30:00.000Z`, so that they compare as text; half open. */
export interface StatedShift { officialCode: string; counterCode: string | null; validFrom: string; statedTo: string | null }
/** A shift as it is kept; `validTo` is the end that holds. */
export interface PlannedShift extends StatedShift { id: string; validTo: string | null }

export interface ShiftRow { line: number; shift: StatedShift }

export interface ShiftPlanInput {
  /** Every shift of the officials concerned. */
  recorded: readonly PlannedShift[]
  /** The shifts of other officials at the counters concerned. */
  neighbours: readonly PlannedShift[]
  /** When officials left, as instants. */
  leftAt: ReadonlyMap<string, string>
  rows: readonly ShiftRow[]
  /** Ids of recorded shifts that are taken back. */
  removed?: ReadonlySet<string>
  newId(): string
}

export interface ShiftChange { before: PlannedShift | null; after: PlannedShift }
export interface ShiftPlan {
  /** Broken rules of rows, by line. */
  breaches: Map<number, Breach>
  /** What has to be written; equal shifts are not among it. */
  changes: ShiftChange[]
  /** Set where shifts that are there already would overlap: what was asked for cannot be done at all. */
  collision: string | null
}

type Candidate = PlannedShift & { line: number | null }

const isBefore = (a: string | null, b: string | null) => a !== null && (b === null || a < b)
const earliest = (...ends: (string | null | undefined)[]) => ends.reduce<string | null>((first, end) => (isBefore(end ?? null, first) ? end ?? null : first), null)
const toKey = ({ officialCode, validFrom }: StatedShift) => `${officialCode}\n${validFrom}`
const byStart = (a: StatedShift, b: StatedShift) => (a.validFrom < b.validFrom ? -1 : 1)
const groupBy = (shifts: readonly Candidate[], keyOf: (it: Candidate) => string | null) => {
  const groups = new Map<string, Candidate[]>()
  for (const it of shifts) {
    const key = keyOf(it)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(it)
    else groups.set(key, [it])
  }
  return groups
}

/**
 * What the shifts would be with these rows put in: an open end ends where the official's next shift begins, and where they leave. Rows
 * are judged together, so that two officials may change places in one file; of two rows that exclude each other the later is refused.
 * Nothing is written.
 */
export function planShifts(input: ShiftPlanInput): ShiftPlan {
  const { recorded, removed = new Set(), rows } = input
  const breaches = new Map<number, Breach>()
  const taken = new Map<string, ShiftRow>()
  for (const row of rows) {
    const twin = taken.get(toKey(row.shift))
    if (!twin) taken.set(toKey(row.shift), row)
    else if (twin.shift.counterCode !== row.shift.counterCode || twin.shift.statedTo !== row.shift.statedTo) {
      breaches.set(row.line, { column: 'validFrom', rule: 'one row for each code and validFrom; an earlier line says something else' })
    }
  }
  const known = new Map(recorded.filter((it) => !removed.has(it.id)).map((it) => [toKey(it), it]))
  const ids = new Map([...taken.keys()].map((key) => [key, known.get(key)?.id ?? input.newId()]))

  // Each round refuses at least one row, or is the last.
  for (;;) {
    const shifts = settle(known, [...taken.values()].filter((it) => !breaches.has(it.line)), ids, input.leftAt)
    const found = [...breachesOfOfficials(shifts, input.leftAt), ...breachesOfCounters([...shifts, ...input.neighbours.map((it) => ({ ...it, line: null }))])]
    const ofRows = found.filter((it) => it.line !== null)
    for (const { line, breach } of ofRows) if (line !== null && !breaches.has(line)) breaches.set(line, breach)
    if (ofRows.length > 0) continue
    return { breaches, collision: found[0]?.breach.rule ?? null, changes: changesOf(shifts, new Map(recorded.map((it) => [it.id, it]))) }
  }
}

/** Every official's shifts in the order of time, each with the end that holds. */
function settle(known: ReadonlyMap<string, PlannedShift>, rows: readonly ShiftRow[], ids: ReadonlyMap<string, string>, leftAt: ReadonlyMap<string, string>): Candidate[] {
  const all = new Map<string, Candidate>([...known].map(([key, it]) => [key, { ...it, line: null }]))
  for (const { line, shift } of rows) {
    const key = toKey(shift)
    all.set(key, { ...shift, id: ids.get(key) ?? '', validTo: null, line })
  }
  return [...groupBy([...all.values()], (it) => it.officialCode).values()].flatMap((shifts) => {
    const sorted = shifts.sort(byStart)
    return sorted.map((it, index) => ({ ...it, validTo: earliest(it.statedTo, sorted[index + 1]?.validFrom, leftAt.get(it.officialCode)) }))
  })
}

interface Found { line: number | null; breach: Breach }

/** Of two that exclude each other the one that stands later in the file; what is recorded stays. */
const toBlame = (a: Candidate, b: Candidate): Candidate => ((a.line ?? -1) > (b.line ?? -1) ? a : b)

function* breachesOfOfficials(shifts: readonly Candidate[], leftAt: ReadonlyMap<string, string>): Generator<Found> {
  for (const [index, shift] of shifts.entries()) {
    const left = leftAt.get(shift.officialCode)
    if (left !== undefined && shift.validFrom >= left) yield { line: shift.line, breach: { column: 'validFrom', rule: `before ${left}, when this official left` } }
    const next = shifts[index + 1]
    if (next?.officialCode !== shift.officialCode || !isBefore(next.validFrom, shift.statedTo) || shift.statedTo === null) continue
    const blamed = toBlame(shift, next)
    const other = blamed === shift ? next : shift
    yield { line: blamed.line, breach: { column: 'validFrom', rule: `no overlap with this official's shift from ${other.validFrom}` } }
  }
}

function* breachesOfCounters(shifts: readonly Candidate[]): Generator<Found> {
  for (const [counterCode, atCounter] of groupBy(shifts, (it) => it.counterCode)) {
    const sorted = atCounter.sort(byStart)
    let longest = sorted[0]
    for (const shift of sorted.slice(1)) {
      if (longest && (longest.validTo === null || shift.validFrom < longest.validTo)) {
        const blamed = toBlame(longest, shift)
        const other = blamed === shift ? longest : shift
        const rule = `one official at a counter at a time: ${other.officialCode} has ${counterCode} from ${other.validFrom}${other.validTo === null ? '' : ` to ${other.validTo}`}`
        yield { line: blamed.line, breach: { column: 'counterCode', rule } }
      }
      if (!longest || longest.validTo !== null && (shift.validTo === null || shift.validTo > longest.validTo)) longest = shift
    }
  }
}

const isSame = (a: PlannedShift, b: PlannedShift) => a.counterCode === b.counterCode && a.statedTo === b.statedTo && a.validTo === b.validTo

function changesOf(shifts: readonly Candidate[], recorded: ReadonlyMap<string, PlannedShift>): ShiftChange[] {
  return shifts.flatMap(({ line: _line, ...after }) => {
    const before = recorded.get(after.id) ?? null
    return before && isSame(before, after) ? [] : [{ before, after }]
  })
}
