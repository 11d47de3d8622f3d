import { z } from 'zod'
import { code, day } from './codes.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })
const count = z.int().min(0)

/** A counter's score of the running day moves by so many ratings at least, and below so many there is none. */
export const LIVE_STEP = 10

/** How many of a counter's first ratings of the day, in whole tens, were satisfied (4 and 5 of 5), with the interval of the share. */
export const liveScore = z.object({ ratings: count, satisfied: count, value: z.number(), lower: z.number(), upper: z.number() })
export type LiveScore = z.infer<typeof liveScore>

/** Counts are of this moment, the score is not: `score` is null below ten ratings. */
export const liveCounter = z.object({ code, name: bilingual, ratings: count, received: count, returned: count, score: liveScore.nullable() })
export type LiveCounter = z.infer<typeof liveCounter>

/**
 * `GET /api/v1/centres/:code/live`: what has come in today at a centre and its counters; `received` and `returned` are dossiers (taken in,
 * done). Asked with `Accept: text/event-stream` it is an event `live` at every change, until the session ends (event `end`); else one answer.
 */
export const liveCentre = z.object({
  centre: code, day, countedAt: z.string(), ratings: count, received: count, returned: count, counters: z.array(liveCounter), step: z.int(),
})
export type LiveCentre = z.infer<typeof liveCentre>

/** What people said and what was done about it, in the centre's own words. */
export const saidDone = z.object({ said: z.string(), done: z.string(), day })
export type SaidDone = z.infer<typeof saidDone>

/**
 * `GET /api/v1/centres/:code/display`: what a display in the hall shows to everybody. `served` counts dossiers taken in or done today, null
 * below ten; never ratings and never a score, which would lead the next rating. `open` are the hours of today.
 */
export const centreDisplay = z.object({
  centre: code, name: bilingual, day, countedAt: z.string(), served: count.nullable(), open: z.array(z.object({ from: z.string(), to: z.string() })),
  saidDone: z.array(saidDone),
})
export type CentreDisplay = z.infer<typeof centreDisplay>
