import { z } from 'zod'
import { code } from './codes.ts'
import { indicatorDefinition, indicatorValue, level } from './indicator.ts'
import { compositeValues, indexSchemes, indexValues } from './index-values.ts'
import { toDayRange } from './period.ts'

/** Editions are of months. */
const MONTH_RULE = 'a month, as 2026-08'
export const month = z.string().refine((it) => /^\d{4}-\d{2}$/.test(it) && toDayRange(it) !== null, { error: MONTH_RULE, params: { rule: MONTH_RULE } })

/** The levels that are published; counters, officials and what is counted by procedure are not. */
export const publicLevels = ['country', 'province', 'agency', 'commune', 'centre'] as const
export type PublicLevel = (typeof publicLevels)[number]

/** A month that is published already is revised, for a reason that is published with it. */
export const newEdition = z.strictObject({ period: month, reason: z.string().trim().min(10).max(1_000).optional() })

/** Soon after the month, when nearly all is in, and whatever comes after that. */
export const editionKind = z.enum(['provisional', 'final', 'revision'])
export type EditionKind = z.infer<typeof editionKind>

/**
 * - `asked`: being computed; nothing is closed yet
 * - `closed`: figures are stored; facts of the month that come now are late. From `readyAt` on it waits for a second person, then for `publishAt`
 * - `frozen`: public, and never changed again
 */
export const editionState = z.enum(['asked', 'closed', 'frozen'])
export type EditionState = z.infer<typeof editionState>

/**
 * One edition. What concerns the making (`askedBy`, `approvedBy`, `failure`) is null for the public, what is not known yet is null for all.
 * `csvHash` is the SHA-256 of `tables.csv` as it is downloaded without `bom`; `contentHash` that of the complete stored figures.
 */
export const editionSummary = z.object({
  period: z.string(), number: z.int(), state: editionState, askedAt: z.string(), askedBy: z.string().nullable(), failure: z.string().nullable(),
  closedAt: z.string().nullable(), frozenAt: z.string().nullable(), computedAt: z.string().nullable(), codeVersion: z.string().nullable(),
  kind: editionKind, reason: z.string().nullable(), readyAt: z.string().nullable(), approvedAt: z.string().nullable(), approvedBy: z.string().nullable(), publishAt: z.string().nullable(), keyId: z.string().nullable(),
  figures: z.int().nullable(), units: z.int().nullable(), contentHash: z.string().nullable(), csvHash: z.string().nullable(), csvBytes: z.int().nullable(),
})
export type EditionSummary = z.infer<typeof editionSummary>
export const editionList = z.object({ demo: z.boolean(), rows: z.array(editionSummary) })

const watermark = z.string().nullable()
/** What figures were counted from: facts of the month, the newest of each that was in, and what was set aside by its reason. */
export const editionInputs = z.object({
  ratings: z.int(), dossiers: z.int(), measures: z.int(),
  lastReceivedAt: z.object({ ratings: watermark, dossiers: watermark, measures: watermark }),
  setAside: z.array(z.object({ reason: z.string(), count: z.int() })),
})
export type EditionInputs = z.infer<typeof editionInputs>

/** What an edition is made of, in full text. */
export const editionContents = z.object({ inputs: editionInputs, definitions: z.array(indicatorDefinition), schemes: indexSchemes.shape.rows })
export type EditionContents = z.infer<typeof editionContents>
export const editionDetail = editionSummary.extend({ demo: z.boolean(), contents: editionContents.nullable() })
export type EditionDetail = z.infer<typeof editionDetail>

/** `…/tables.json`: what the public may see, in the shapes of the values of indicators and indices. `within`: in which units it lay at the month's end. */
export const editionFigure = indicatorValue.extend({ indicator: z.string(), level, province: code.nullable(), within: z.array(code) })
const whereabouts = { level, province: code.nullable() }
export const editionIndex = z.union([indexValues.omit({ demo: true }).extend(whereabouts), compositeValues.omit({ demo: true }).extend(whereabouts)])
export const editionTables = z.object({ edition: editionSummary, demo: z.boolean(), figures: z.array(editionFigure), indices: z.array(editionIndex) })
/** Which edition of the month; the newest without. */
const number = z.coerce.number().int().min(1).optional()
export const numberQuery = z.strictObject({ number })
export const csvQuery = z.strictObject({ bom: z.enum(['true', 'false']).optional(), number })
export const notesQuery = z.strictObject({ lang: z.enum(['vi', 'en']).optional(), number })

/** How many units of a level have a figure, too few observations for one, or none at all. */
export const levelCheck = z.object({ indicator: z.string(), level: z.enum(publicLevels), units: z.int(), withFigure: z.int(), tooFew: z.int(), without: z.int() })

/** What has come late of one centre, or of an agency that takes in by itself. */
export const latePlace = z.object({ unit: z.string(), unitName: z.object({ vi: z.string(), en: z.string() }), ratings: z.int(), dossiers: z.int(), firstReceivedAt: z.string(), lastReceivedAt: z.string() })
export type LatePlace = z.infer<typeof latePlace>

/** What to look at before a month is frozen; nothing of it keeps anybody from freezing but `isOver` and what is there already. */
export const editionChecks = z.object({
  period: z.string(), isOver: z.boolean(), edition: editionSummary.nullable(),
  /** The day from which on the figures may be taken for final: the 15th of the month after next. */
  settledFrom: z.string(), isSettled: z.boolean(),
  /** Days and centres of the month that wait for recomputation; freezing waits for them. */
  pending: z.int(),
  /** Ratings of the month that tablets have numbered and that have not come. */
  missing: z.int(),
  inputs: editionInputs,
  /** What has come since the newest edition was closed, and waits for a revision, with the places most of it is of; null where there is none. */
  late: z.object({ ratings: z.int(), dossiers: z.int(), places: z.array(latePlace) }).nullable(),
  levels: z.array(levelCheck),
})
export type EditionChecks = z.infer<typeof editionChecks>
