import type { Procedure, Sector } from '../../contract/procedure.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../place-index.ts'
import { stretchNear, stretchOn } from '../stretch.ts'
import { readStretches } from '../stretch-table.ts'
import { procedureTable } from './procedure-table.ts'

/** Procedures and sectors in memory, loaded with units and counters, hence at most two seconds old. */
export interface ProcedureIndex {
  /** A procedure as it was on a day; null when it was not. */
  on(code: string, day: string): Procedure | null
  /** What exists on a day, in the order of codes. */
  allOn(day: string): Procedure[]
  /** Every stretch of a procedure, the oldest first. */
  historyOf(code: string): readonly Procedure[]
  /** The name of today, or the last; null for an unknown code. Vietnamese in both languages: the catalogue has no other. */
  nameOf(code: string): { vi: string; en: string } | null
  sectorNameOf(code: string): { vi: string; en: string } | null
  /** The sectors of today's procedures, in the order of codes. */
  sectors(): Sector[]
}

interface IndexDeps { record: RecordStore; places: PlaceIndex; clock: Clock }

const inBoth = (name: string | undefined) => (name === undefined ? null : { vi: name, en: name })

/** A sector is called what its youngest stretch calls it. */
function toSectorNames(procedures: ReadonlyMap<string, readonly Procedure[]>): Map<string, string> {
  const youngest = new Map<string, Procedure>()
  for (const stretch of [...procedures.values()].flat()) {
    const known = youngest.get(stretch.sectorCode)
    if (!known || stretch.validFrom >= known.validFrom) youngest.set(stretch.sectorCode, stretch)
  }
  return new Map([...youngest].map(([code, { sectorName }]) => [code, sectorName]))
}

/** Loads the procedures and keeps them as the record has them. */
export async function createProcedureIndex({ record, places, clock }: IndexDeps): Promise<ProcedureIndex> {
  let procedures: ReadonlyMap<string, readonly Procedure[]> = new Map()
  let sectorNames: ReadonlyMap<string, string> = new Map()
  const load = async () => {
    procedures = await readStretches(record, procedureTable)
    sectorNames = toSectorNames(procedures)
  }
  await load()
  places.onChange(load)

  const today = () => toHanoiDay(clock())
  const allOn = (day: string) => [...procedures.values()].flatMap((stretches) => stretchOn(stretches, day) ?? [])
  return {
    allOn,
    on: (code, day) => stretchOn(procedures.get(code), day),
    historyOf: (code) => procedures.get(code) ?? [],
    nameOf: (code) => inBoth(stretchNear(procedures.get(code), today())?.nameVi),
    sectorNameOf: (code) => inBoth(sectorNames.get(code)),
    sectors: () => {
      const counts = new Map<string, number>()
      for (const { sectorCode } of allOn(today())) counts.set(sectorCode, (counts.get(sectorCode) ?? 0) + 1)
      return [...counts].map(([code, count]) => ({ code, nameVi: sectorNames.get(code) ?? code, procedures: count })).sort((a, b) => (a.code < b.code ? -1 : 1))
    },
  }
}
