import { z } from 'zod'


/**
 * What the guards look for before an edition may be published. `refuse` keeps it from being approved, `warn` is to be weighed.
 * - `differencing`: a withheld count could be told by subtraction
 * - `ratio`: a share is not its numerator over its denominator
 * - `parts`: provinces do not add up to the country (refuse), or units below to one above (warn: one moved within the month)
 * - `rounding`, `given`: another system reported a percentage that was cut off instead of rounded, or that is not n/d at all
 * - `jump`: a province or the country moved by more than a tenth since the month before, beyond both intervals
 * - `coverage`: in how many units fewer than 5 of 100 who were served have answered
 * - `tree`, `definitions`: units that came or went, definitions that changed since the edition before
 * - `mean-of-means`: a figure is the plain mean of those below it in place of the ratio of their sums; `-rounded` where it was given too roughly to be sure
 * - `ranking`: a text of the edition puts a unit first, last or above another although their intervals overlap
 * - `gaming`: days of tablets with odd ratings that nobody has decided about
 */
export const guardId = z.enum(['differencing', 'ratio', 'parts', 'parts-moved', 'rounding', 'given', 'jump', 'coverage', 'tree', 'definitions', 'gaming', 'mean-of-means', 'mean-of-means-rounded', 'ranking'])
export type GuardId = z.infer<typeof guardId>
export const guardFinding = z.object({ id: guardId, severity: z.enum(['refuse', 'warn']), count: z.int(), examples: z.array(z.string()) })
export type GuardFinding = z.infer<typeof guardFinding>
export const editionFindings = z.object({ findings: z.array(guardFinding), withheld: z.int(), held: z.int() })
export type EditionFindings = z.infer<typeof editionFindings>

/** `atOnce` is for corrections that cannot wait for the fixed hour; it stands in the audit log. */
export const editionApproval = z.strictObject({ note: z.string().trim().max(1_000).optional(), atOnce: z.boolean().optional() })
export const editionReturn = z.strictObject({ reason: z.string().trim().min(10).max(1_000) })

const who = z.object({ at: z.string(), who: z.string() })
/** `GET /api/v1/editions/:period/review`: for who publishes. `readings`: who has looked at figures before they were public. */
export const editionReview = z.object({
  checks: editionFindings.nullable(), approvalNote: z.string().nullable(), returnedBecause: z.string().nullable(),
  mayApprove: z.boolean(), readings: z.array(who),
})
export type EditionReview = z.infer<typeof editionReview>

const kind = z.enum(['provisional', 'final', 'revision'])
/** `GET /api/v1/publication-calendar`: what comes out when, months ahead; `publishedAt` where it is out. */
export const publicationCalendar = z.object({ hour: z.string(), rows: z.array(z.object({ period: z.string(), kind, plannedAt: z.string(), publishedAt: z.string().nullable() })) })
export type PublicationCalendar = z.infer<typeof publicationCalendar>

/** `…/diff?from=&to=`: numbers of two editions of one month. */
export const diffQuery = z.strictObject({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) })
const side = z.object({ value: z.number().nullable(), numerator: z.number().nullable(), denominator: z.number().nullable(), sampleSize: z.number().nullable() })
/** `more`: how many observations the later edition has counted besides; null where either withholds the figure. */
export const editionDiff = z.object({
  period: z.string(), from: z.int(), to: z.int(), kinds: z.object({ from: kind, to: kind }), reason: z.string().nullable(), words: z.object({ vi: z.array(z.string()), en: z.array(z.string()) }),
  counts: z.object({ same: z.int(), changed: z.int(), added: z.int(), gone: z.int() }),
  late: z.object({ ratings: z.int(), dossiers: z.int() }),
  rows: z.array(z.object({ series: z.string(), unit: z.string(), unitName: z.object({ vi: z.string(), en: z.string() }), level: z.string(), change: z.enum(['changed', 'added', 'gone']), more: z.number().nullable(), from: side.nullable(), to: side.nullable() })),
})
export type EditionDiff = z.infer<typeof editionDiff>
