import type { DemoCentre } from './demo-centres.ts'
import type { Random } from './random.ts'

/** A procedure code of the shape of the national catalogue (`1.00xxxx`), one of as many as the centre receives. */
export const drawProcedureCode = (random: Random, centre: DemoCentre) =>
  // People ask for few procedures often and for most of them hardly ever.
  `1.00${String(Math.floor(centre.procedureCount * random.unit() ** 3)).padStart(4, '0')}`
