import { receiveFortnight } from './can-tho-fortnight.ts'
import { createCitizens } from './citizens.ts'
import { demoCentres, oddities, troubles } from './demo-centres.ts'
import { reportDossiers, type ReportedDossier } from './dossiers.ts'
import { deliverRatings, type RatingDelivery } from './late-tablets.ts'
import { toDayStart } from './opening-hours.ts'

/** A stretch of simulated time in milliseconds: after the one moment, up to and with the other. */
export interface Stretch { after: number, until: number }

/** What happens at the demo centres. The same seed and first day give the same events with the same ids, whoever asks and when. */
export type DemoWorld = ReturnType<typeof createWorld>

export function createWorld({ seed, startsOn }: { seed: number, startsOn: string }) {
  const citizens = createCitizens({ seed, startsOn, centres: demoCentres, troubles, oddities })
  return {
    centres: demoCentres,
    citizens,
    /** `after` of the first stretch: nothing but Cần Thơ's fortnight lies before it. */
    beginning: toDayStart(startsOn) - 1,

    /** The ratings of a stretch as requests, in the order in which they arrive. */
    deliverRatings: (stretch: Stretch): Generator<RatingDelivery> => deliverRatings({ seed, citizens, ...stretch }),

    /** The dossiers to report for a stretch; the first one begins with the fortnight of 2024. */
    *reportDossiers(stretch: Stretch): Generator<ReportedDossier> {
      if (stretch.after < toDayStart(startsOn)) {
        for (const dossier of receiveFortnight(seed)) yield { dossier, isNew: true }
      }
      yield* reportDossiers({ seed, startsOn, centres: demoCentres, ...stretch })
    },
  }
}
