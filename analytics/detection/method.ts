/**
 * The parameters of detection, all of them, under one version (statistics.md §7). They were chosen on simulated worlds; a change of any is
 * a new version and is judged anew (`npm run bench -- detection`).
 */
export const METHOD = {
  version: 1,
  /** A month is four weeks, the last of which is now. */
  weeksPerMonth: 4,
  /** A benchmark share stands on at least so many ratings of the province, else on the country's. */
  benchmarkRatings: 200,
  /** The shortest window (months) with so many ratings and so many expected dissatisfied; else the longest. */
  windows: [1, 3, 6, 12],
  windowRatings: 30,
  windowExpected: 10,
  /** Effects weigh in estimates of spread from this information (V) on. */
  leastInformation: 1,
  centreShiftLimit: 1.5,
  centreCounters: 3,
  varianceFloor: 1e-4,
  leastPrecision: 2,
  /** Below so many ratings in the window nothing is concluded, never a colour. */
  flagRatings: 10,
  falseDiscoveries: 0.2,
  oddsRatio: 1.5,
  /** The sum looks back a year and, with what came before it, is judged at the end of a month. */
  cusum: { slack: 0.5, limit: 6, clip: 4, cap: 12, lagWeeks: 8, silentWeeks: 4, yearWeeks: 48 },
  /** Flagged in so many of the last so many months: to be reviewed. */
  review: { flagged: 2, months: 3 },
} as const
export type Method = typeof METHOD
