import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { HANOI_OFFSET_MS, toHanoiDay } from '../../contract/period.ts'
import type { Counter, Unit } from '../../contract/unit.ts'
import type { RecordSession } from '../../platform/record/record.ts'
import type { Breach } from '../unit-rules.ts'
import { isEverWithin } from '../unit-rules.ts'
import { stretchOn } from '../stretch.ts'
import { counterTable, readStretches, unitTable } from '../stretch-table.ts'
import { planShifts, type PlannedShift, type ShiftChange } from './shift-plan.ts'
import { readNeighbours, readShifts } from './shift-table.ts'

/** A row of a file or a request: an official and, where `validFrom` is given, a stretch of their service. Instants as ISO text in UTC. */
export interface OfficialRow { code: string; name: string | null; counterCode: string | null; validFrom: string | null; validTo: string | null }

/** What the record knows of an official. */
export interface KnownOfficial { code: string; unitCode: string | null; leftOn: string | null; nameDetached: boolean }

/** An official as they would be. `name` null says nothing about it. */
export interface OfficialState { code: string; name: string | null; unitCode: string | null; isNew: boolean }

export interface OfficialPlan { breaches: Map<number, Breach>; officials: OfficialState[]; shifts: ShiftChange[]; collision: string | null }

interface PlanInput {
  session: RecordSession
  rows: readonly { line: number; row: OfficialRow }[]
  /** Where whoever asks may write; null is the whole country. */
  unitCode: string | null
  /** Where a new official without a counter belongs. */
  homeOfNew?: string | null
  removed?: ReadonlySet<string>
  /** When officials are to have left, where that is what changes. */
  leavingOn?: ReadonlyMap<string, string | null>
  /** Officials whose shifts are planned anew without a row of theirs. */
  alsoOf?: readonly string[]
}

const knownRow = z
  .object({ code: z.string(), unit_code: z.string().nullable(), left_on: z.string().nullable(), name_detached: z.boolean() })
  .transform((row): KnownOfficial => ({ code: row.code, unitCode: row.unit_code, leftOn: row.left_on, nameDetached: row.name_detached }))

/** The officials of these codes. */
export const readOfficials = async (session: RecordSession, codes: readonly string[]): Promise<Map<string, KnownOfficial>> =>
  new Map(z.array(knownRow).parse(await session.query(
    'SELECT code, unit_code, left_on, name_detached_at IS NOT NULL AS name_detached FROM official WHERE code = ANY($1::text[])', [codes],
  )).map((it) => [it.code, it]))

/** The first moment of a day in Asia/Ho_Chi_Minh, as ISO text in UTC. */
export const toDayStart = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - HANOI_OFFSET_MS).toISOString()

/**
 * What officials and shifts would be with these rows; the one set of rules for files and for requests. Nothing is written; the lock on
 * the registry must be held.
 */
export async function planOfficials(input: PlanInput): Promise<OfficialPlan> {
  const { session, rows, unitCode, removed, leavingOn = new Map(), alsoOf = [] } = input
  const codes = [...new Set([...rows.map((it) => it.row.code), ...alsoOf])]
  const known = await readOfficials(session, codes)
  const recorded = await readShifts(session, codes)
  const atCounters = [...new Set([...rows.flatMap((it) => it.row.counterCode ?? []), ...recorded.flatMap((it) => it.counterCode ?? [])])]
  const counters = await readStretches(session, counterTable, atCounters)
  const units = unitCode === null ? new Map<string, Unit[]>() : await readStretches(session, unitTable)

  const breaches = breachesOfRows(input, { known, counters, units })
  const shiftRows = rows.flatMap(({ line, row }) => (row.validFrom === null || breaches.has(line) ? [] : [{
    line, shift: { officialCode: row.code, counterCode: row.counterCode, validFrom: row.validFrom, statedTo: row.validTo },
  }]))
  const leftAt = new Map(codes.flatMap((code): [string, string][] => {
    const leftOn = leavingOn.has(code) ? leavingOn.get(code) : known.get(code)?.leftOn
    return leftOn ? [[code, toDayStart(leftOn)]] : []
  }))
  const plan = planShifts({
    recorded, neighbours: await readNeighbours(session, atCounters, codes), leftAt, rows: shiftRows, newId: randomUUID, ...(removed ? { removed } : {}),
  })
  for (const [line, breach] of plan.breaches) breaches.set(line, breach)
  const taken = rows.filter((it) => !breaches.has(it.line)).map((it) => it.row)
  return { breaches, officials: toStates(taken, { known, counters, recorded, homeOfNew: input.homeOfNew ?? unitCode }), shifts: plan.changes, collision: plan.collision }
}

interface Surroundings { known: ReadonlyMap<string, KnownOfficial>; counters: ReadonlyMap<string, Counter[]>; units: ReadonlyMap<string, Unit[]> }

const counterOn = (counters: ReadonlyMap<string, Counter[]>, { counterCode, validFrom }: Pick<OfficialRow, 'counterCode' | 'validFrom'>): Counter | null =>
  counterCode === null || validFrom === null ? null : stretchOn(counters.get(counterCode), toHanoiDay(Date.parse(validFrom)))

function breachesOfRows({ rows, unitCode }: PlanInput, { known, counters, units }: Surroundings): Map<number, Breach> {
  const breaches = new Map<number, Breach>()
  const names = new Map<string, string>()
  const isMine = (code: string | null) => unitCode === null || (code !== null && isEverWithin({ of: (it) => units.get(it) ?? [] }, code, unitCode))
  const elsewhere = `within ${unitCode}, where this key or account may write`
  const breachOf = (row: OfficialRow): Breach | null => {
    const former = known.get(row.code)
    if (former && !isMine(former.unitCode)) return { column: 'code', rule: elsewhere }
    if (row.name !== null && (names.get(row.code) ?? row.name) !== row.name) return { column: 'name', rule: 'one name for each official; an earlier line says something else' }
    if (row.counterCode === null) return null
    if (!counters.has(row.counterCode)) return { column: 'counterCode', rule: 'a known counter' }
    const counter = counterOn(counters, row)
    if (!counter) return { column: 'counterCode', rule: 'a counter that is open on the day the shift begins' }
    return isMine(counter.centreCode) ? null : { column: 'counterCode', rule: elsewhere }
  }
  for (const { line, row } of rows) {
    const breach = breachOf(row)
    if (breach) breaches.set(line, breach)
    else if (row.name !== null) names.set(row.code, row.name)
  }
  return breaches
}

/**
 * Who the rows are about. Somebody new belongs to the centre of their counter, and goes with it to another centre; who was said to belong
 * elsewhere (to an agency, say) stays there.
 */
function toStates(
  rows: readonly OfficialRow[],
  { known, counters, recorded, homeOfNew }: Pick<Surroundings, 'known' | 'counters'> & { recorded: readonly PlannedShift[]; homeOfNew: string | null },
): OfficialState[] {
  const states = new Map<string, OfficialState & { latest: string; moves: boolean }>()
  const begin = (code: string) => {
    const last = recorded.findLast((it) => it.officialCode === code && it.counterCode !== null)
    const unitCode = known.get(code)?.unitCode ?? null
    const moves = unitCode === null || (last !== undefined && counterOn(counters, last)?.centreCode === unitCode)
    return { code, name: null, unitCode: known.has(code) ? unitCode : homeOfNew, isNew: !known.has(code), latest: last?.validFrom ?? '', moves: moves || !known.has(code) }
  }
  for (const row of rows) {
    const state = states.get(row.code) ?? begin(row.code)
    const centreCode = counterOn(counters, row)?.centreCode
    const isLatest = state.moves && centreCode !== undefined && (row.validFrom ?? '') >= state.latest
    states.set(row.code, { ...state, name: row.name ?? state.name, ...(isLatest ? { unitCode: centreCode, latest: row.validFrom ?? '' } : {}) })
  }
  return [...states.values()].map(({ latest: _latest, moves: _moves, ...state }) => state)
}
