import { stringify } from 'csv-stringify/sync'
import type { DemoCentre, DemoCounter } from './demo-centres.ts'
import { addDays } from './opening-hours.ts'

/** Of these officials nobody is real: codes are invented, names are "Cán bộ thử" (trial official) and a number. */
export interface DemoShift { code: string, name: string, counterCode: string, validFrom: string }

/** Every third pair of neighbours changes places after so many days. */
const SWAPPED_AFTER_DAYS = 120
const SWAPPED_EVERY = 3

const toOfficialCode = ({ centreCode, code }: DemoCounter) => `${centreCode}.CB${code.slice(-2)}`

/** Who serves at a centre's counters from a day on: one official each; some neighbours change places once. */
export function toShifts({ counters, unit }: DemoCentre, startsOn: string): DemoShift[] {
  const first = startsOn > unit.validFrom ? startsOn : unit.validFrom
  const name = (index: number) => `Cán bộ thử ${String(index + 1).padStart(2, '0')}`
  return counters.flatMap((counter, index) => {
    const neighbour = counters[index % 2 === 0 ? index + 1 : index - 1]
    const shift = { code: toOfficialCode(counter), name: name(index), counterCode: counter.code, validFrom: first }
    const swaps = neighbour !== undefined && Math.floor(index / 2) % SWAPPED_EVERY === 0
    return swaps ? [shift, { ...shift, counterCode: neighbour.code, validFrom: addDays(first, SWAPPED_AFTER_DAYS) }] : [shift]
  })
}

/** The officials of all centres as the file for kind `officials`. */
export const toOfficialsCsv = (centres: readonly DemoCentre[], startsOn: string) => stringify(
  centres.flatMap((centre) => toShifts(centre, startsOn)).map((it) => [it.code, it.name, it.counterCode, it.validFrom, '']),
  { header: true, columns: ['code', 'name', 'counterCode', 'validFrom', 'validTo'] },
)

/** The official who may sign in to the demo. */
export const demoOfficialCode = ({ counters: [counter] }: DemoCentre): string => (counter ? toOfficialCode(counter) : '')
