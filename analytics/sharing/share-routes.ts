import { hash } from 'node:crypto'
import { Router } from 'express'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { addMonths, toDayRange, toMonthPeriod } from '../../contract/period.ts'
import { sayFinding } from '../../contract/words/findings.ts'
import { languages } from '../../contract/words/translator.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { createPictures } from './draw-picture.ts'
import { toPictureSvg } from './picture-svg.ts'
import type { SharedFigures } from './shared-figures.ts'
import { toSharedFinding } from './shared-finding.ts'
import { findSharedUnit } from './shared-unit.ts'

const PERIOD_RULE = 'one of 2026-08, 2026-Q3, 2026-H1, 2026-9M, 2026'
const pictureQuery = z.strictObject({
  indicator: z.string().default('counter-satisfaction'),
  period: z.string().refine((it) => toDayRange(it) !== null, { error: PERIOD_RULE, params: { rule: PERIOD_RULE } }).optional(),
  lang: z.enum(languages).default('vi'),
})

/** A picture weighs about 40 kB. */
const KEPT_BYTES = 32 * 1024 * 1024
/** Whoever shows a picture may keep it so long; figures that change within are told by the page. */
const READERS_KEEP_SECONDS = 300

interface Deps { figures: SharedFigures; places: Pick<PlaceIndex, 'nameOf' | 'unitKind' | 'hasUnit'>; publicUrl: string; clock: Clock; demo: boolean }
interface Picture { png: Buffer; etag: string }

/** `GET /anh-chia-se/:code.png`: a finding as a picture of 1200 × 630, for everybody; `ca-nuoc` is the country. */
export function shareRoutes({ figures, places, publicUrl, clock, demo }: Deps): Router {
  const router = Router()
  const pictures = createPictures()
  const kept = new LRUCache<string, Picture, () => Promise<Buffer>>({
    maxSize: KEPT_BYTES, sizeCalculation: ({ png }) => png.length, ignoreFetchAbort: true,
    fetchMethod: async (_key, _stale, { context: make }) => {
      const png = await make()
      return { png, etag: `"${hash('sha1', png, 'base64url')}"` }
    },
  })

  router.get(/^\/anh-chia-se\/([\w.-]{1,40})\.png$/, async (request, response) => {
    const code = request.params[0] ?? ''
    const { indicator, lang, period = addMonths(toMonthPeriod(clock()), -1) } = parseBy(pictureQuery, request.query, 'The query')
    const [unit, definition] = [findSharedUnit(places, code, lang), figures.definitionOf(indicator)]
    if (!unit) throw new AppError('not-found', `There is no unit ${code}.`)
    if (!definition) throw new AppError('not-found', `There is no indicator "${indicator}".`)

    const [rows = []] = await figures.read({ indicators: [indicator], level: unit.kind, parent: unit.parent, period })
    const row = unit.isCountry ? rows[0] : rows.find((it) => it.unit === unit.code)
    const said = toSharedFinding(lang, { unitName: unit.name, isCountry: unit.isCountry, definition, period, row, demo })
    const svg = toPictureSvg(lang, {
      ...said, name: definition.name[lang], missing: sayFinding(lang)('withoutFigure'), source: `${sayFinding(lang)('sourceOwn')}, ${new URL(publicUrl).host}`,
    }, { unit: definition.unit, estimate: said.estimate })
    // The same picture is the same drawing, whatever led to it.
    const { png, etag } = await kept.forceFetch(hash('sha1', svg, 'base64url'), { context: () => pictures.draw(svg) })
    response.set({ 'ETag': etag, 'Cache-Control': `public, max-age=${READERS_KEEP_SECONDS}`, 'Cross-Origin-Resource-Policy': 'cross-origin', 'Content-Disposition': `inline; filename="thuoc-do-${code}-${indicator}-${period}.png"` })
    if (request.fresh) return void response.status(304).end()
    response.type('png').send(png)
  })
  return router
}
