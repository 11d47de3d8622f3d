import { Router } from 'express'
import { createBriefMemory } from '../../access/brief-memory.ts'
import type { CentreDisplay, SaidDone } from '../../contract/live.ts'
import { HANOI_OFFSET_MS, toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { OpenSpans } from '../../registry/opening-hours/open-spans.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { readLiveCounts } from '../live/live-counts.ts'

interface DisplayDeps { warehouse: Warehouse; places: PlaceIndex; openingHours: Pick<OpenSpans, 'openSpansOn'>; /** what people said at a centre and what was done, the newest first */ saidDoneAt(centreCode: string): Promise<SaidDone[]>; clock: Clock }

/** As everywhere that everybody may look: fewer are not said. */
const LEAST_SERVED = 10
const PUBLIC_SECONDS = 15
const SAID_SHOWN = 4

const toTime = (epochMs: number) => new Date(epochMs + HANOI_OFFSET_MS).toISOString().slice(11, 16)

/** `GET /api/v1/centres/:code/display`: what the display in a centre's hall shows, to everybody; no counter, no rating, no score. */
export function displayRoutes({ warehouse, places, openingHours, saidDoneAt, clock }: DisplayDeps): Router {
  const router = Router()

  async function show(code: string): Promise<CentreDisplay> {
    const day = toHanoiDay(clock())
    const counts = await readLiveCounts(warehouse, day, [code])
    const served = counts.reduce((sum, it) => sum + it.received + it.returned, 0)
    return {
      centre: code, name: places.nameOf(code) ?? { vi: code, en: code }, day, countedAt: new Date(clock()).toISOString(), served: served < LEAST_SERVED ? null : served,
      open: openingHours.openSpansOn(code, day).map(({ from, to }) => ({ from: toTime(from), to: toHanoiDay(to) > day ? '24:00' : toTime(to) })),
      saidDone: (await saidDoneAt(code)).slice(0, SAID_SHOWN),
    }
  }
  // Many displays of one hall, and whoever else looks, are one question.
  const memory = createBriefMemory({ clock, fetch: show })

  router.get('/api/v1/centres/:code/display', async (request, response) => {
    const { code } = request.params
    if (places.unitKind(code) !== 'centre') throw new AppError('not-found', `There is no centre ${code}.`)
    response.setHeader('Cache-Control', `public, max-age=${PUBLIC_SECONDS}`)
    response.json(await memory.get(code))
  })
  return router
}
