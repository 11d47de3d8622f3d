import { z } from 'zod'
import { code, day, dossierCode, eventId, instant, storableText } from './codes.ts'
import { dueStep } from './working-calendar.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })
const count = z.int().min(0)
const isSet = <T>(it: T | undefined) => it !== undefined

/** What a petition (phản ánh, kiến nghị) is about, as whoever sends it says: a procedure, how staff behave, or something else. */
export const petitionSubjects = ['procedure', 'staff', 'other'] as const
export const petitionSubject = z.enum(petitionSubjects)
export type PetitionSubject = z.infer<typeof petitionSubject>

/** What the officer finds it to be; `not-petition` can only be refused. */
export const petitionClasses = ['procedure', 'staff', 'other', 'not-petition'] as const
export const petitionClass = z.enum(petitionClasses)
export type PetitionClass = z.infer<typeof petitionClass>

/** How it came in. */
export const petitionChannels = ['site', 'system', 'phone', 'letter', 'in-person'] as const
export const petitionChannel = z.enum(petitionChannels)
export type PetitionChannel = z.infer<typeof petitionChannel>

/** `waiting`: the sender was asked for more, and the clock stands still. `resolved` has an answer that is not yet published. */
export const petitionStates = ['received', 'classified', 'waiting', 'assigned', 'resolved', 'published', 'refused', 'closed'] as const
export const petitionState = z.enum(petitionStates)
export type PetitionState = z.infer<typeof petitionState>

export const LONGEST_PETITION = 4_000
const words = (most: number) => storableText.trim().min(10).max(most)

/** How to reach the sender: kept sealed, for the answer alone, and deleted when the petition is closed. */
export const petitionContact = z.strictObject({
  name: storableText.trim().max(100).optional(), phone: storableText.trim().regex(/^[+\d][\d .()-]{5,24}$/).optional(), email: z.email().max(200).optional(),
})
export type PetitionContact = z.infer<typeof petitionContact>

const matter = {
  unitCode: code, about: petitionSubject, text: words(LONGEST_PETITION), procedureCode: code.optional(), dossierCode: dossierCode.optional(),
  /** The code of a petition about the same matter that was sent before. */
  earlierCode: storableText.trim().max(40).optional(),
}
const CONSENT_RULE = 'only with consent'
const hasConsent = { path: ['contact'], error: CONSENT_RULE, params: { rule: CONSENT_RULE } }

/**
 * `POST /api/v1/public-petitions`, without an account. `id` is made by the page, so that sending again changes nothing; `website` is a field
 * that people do not see: what fills it in is marked as perhaps sent by a machine, and kept.
 */
export const publicPetition = z.strictObject({ ...matter, id: eventId, contact: petitionContact.optional(), consent: z.boolean().optional(), website: z.string().max(500).optional() })
  .refine((it) => it.contact === undefined || it.consent === true, hasConsent)
export type PublicPetition = z.infer<typeof publicPetition>

/** `POST /api/v1/petitions`: by another system (scope `petitions:write`, identity is the key and `id`), or entered by an officer. */
export const newPetition = z.strictObject({
  ...matter, id: storableText.trim().min(1).max(100), channel: petitionChannel.exclude(['site']), receivedAt: instant.optional(), contact: petitionContact.optional(), consent: z.boolean().optional(),
}).refine((it) => it.contact === undefined || it.consent === true, hasConsent)
export type NewPetition = z.infer<typeof newPetition>

/** `code` opens the state of the petition, for whoever has it. */
export const petitionTaken = z.object({ code: z.string() })

/** A time limit of a petition, in working days. `passed`: no longer possible, which is nobody's fault; `unused`: it did not come to that. */
export const petitionLimitKinds = ['refuse', 'ask', 'resolve', 'publish'] as const
export const petitionLimitKind = z.enum(petitionLimitKinds)
export type PetitionLimitKind = z.infer<typeof petitionLimitKind>
export const limitState = z.enum(['running', 'near', 'over', 'paused', 'kept', 'missed', 'passed', 'unused'])
export type LimitState = z.infer<typeof limitState>
export const petitionLimit = z.object({ kind: petitionLimitKind, days: z.int(), dueAt: z.string().nullable(), doneAt: z.string().nullable(), state: limitState })
export type PetitionLimit = z.infer<typeof petitionLimit>

const limitDays = z.int().min(1).max(60)
/** `GET|PUT /api/v1/petition-limits`: how many working days each step may take, by the day from which petitions are received under it. */
export const petitionLimitsChange = z.strictObject({ validFrom: day, refuse: limitDays, ask: limitDays, resolve: limitDays, publish: limitDays, closeAfter: limitDays, source: storableText.trim().min(3).max(300) })
export type PetitionLimits = z.infer<typeof petitionLimitsChange>
export const petitionLimitsList = z.object({ rows: z.array(petitionLimitsChange) })

const named = z.object({ code: z.string(), name: bilingual })

/** A step as it was taken: appended, never changed. `by` is null for strangers to the reader; `public` is the sender or the public. */
export const petitionStepKind = z.enum(['received', 'classified', 'asked', 'supplied', 'assigned', 'resolved', 'published', 'refused', 'closed', 'linked', 'rated', 'noted'])
export type PetitionStepKind = z.infer<typeof petitionStepKind>
export const petitionStep = z.object({
  kind: petitionStepKind, at: z.string(), by: z.string().nullable(), words: z.string().nullable(), class: petitionClass.nullable(), unit: named.nullable(), earlier: z.string().nullable(), satisfied: z.boolean().nullable(),
})
export type PetitionStep = z.infer<typeof petitionStep>

/** A line of the officer's queue: words masked. `next` is the limit that falls due first; null where none runs. */
export const petitionRow = z.object({
  code: z.string(), unit: named, handler: named, about: petitionSubject, class: petitionClass.nullable(), state: petitionState, channel: petitionChannel, text: z.string(), receivedAt: z.string(),
  next: petitionLimit.nullable(), hasMissed: z.boolean(), maybeMachine: z.boolean(), satisfied: z.boolean().nullable(),
})
export type PetitionRow = z.infer<typeof petitionRow>

export const petitionDues = ['near', 'over'] as const
/** `GET /api/v1/petitions`, sorted by what falls due first. `due`: near or over; `open=true`: only what is not finished. */
export const petitionsQuery = z.strictObject({
  unit: code.optional(), state: petitionState.optional(), class: petitionClass.optional(), about: petitionSubject.optional(), channel: petitionChannel.optional(), due: z.enum(petitionDues).optional(),
  open: z.enum(['true', 'false']).optional(), query: storableText.trim().max(100).optional(), cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const petitionPage = z.object({ rows: z.array(petitionRow), cursor: z.string().nullable(), counts: z.object({ open: count, near: count, over: count }), demo: z.boolean() })
export type PetitionPage = z.infer<typeof petitionPage>

/** What an officer may do next with a petition. */
export const petitionActs = ['classified', 'asked', 'supplied', 'assigned', 'resolved', 'published', 'refused', 'closed', 'linked', 'noted'] as const
export type PetitionAct = (typeof petitionActs)[number]

/** `GET /api/v1/petitions/:code`. `days` explains the limit to resolve, day by day; `hasOriginal` and `hasContact` say that something more is kept for case handlers. */
export const petitionDetail = petitionRow.extend({
  procedureCode: z.string().nullable(), dossierCode: z.string().nullable(), earlierCode: z.string().nullable(), repeats: z.string().nullable(), repeatedBy: z.array(z.string()), limits: z.array(petitionLimit), days: z.array(dueStep),
  steps: z.array(petitionStep), may: z.array(z.enum(petitionActs)), hasOriginal: z.boolean(), hasContact: z.boolean(), isListed: z.boolean().nullable(), demo: z.boolean(),
})
export type PetitionDetail = z.infer<typeof petitionDetail>

const said = words(LONGEST_PETITION)
/** `POST /api/v1/petitions/:code/steps`. Words that the sender or the public reads are masked as petitions are. */
export const newPetitionStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('classified'), class: petitionClass, words: said.optional() }),
  z.strictObject({ kind: z.literal('asked'), words: said }),
  z.strictObject({ kind: z.literal('supplied'), words: said }),
  z.strictObject({ kind: z.literal('assigned'), unitCode: code, words: said.optional() }),
  z.strictObject({ kind: z.literal('resolved'), words: said }),
  z.strictObject({ kind: z.literal('published'), isListed: z.boolean() }),
  z.strictObject({ kind: z.literal('refused'), words: said }),
  z.strictObject({ kind: z.literal('closed') }),
  z.strictObject({ kind: z.literal('linked'), earlierCode: storableText.trim().min(1).max(40) }),
  z.strictObject({ kind: z.literal('noted'), words: said }),
])
export type NewPetitionStep = z.infer<typeof newPetitionStep>

/** `GET /api/v1/petitions/:code/restricted`: as it was written, and how to reach the sender; every reading is in the audit log. */
export const restrictedPetition = z.object({ originals: z.array(z.object({ at: z.string(), text: z.string() })), contact: petitionContact.nullable() })
export type RestrictedPetition = z.infer<typeof restrictedPetition>

/** `GET /api/v1/public-petitions/:code`: how far it is, for whoever has the code; nothing of what was written about, and nobody's name. */
export const petitionStatus = z.object({
  code: z.string(), unit: named, about: petitionSubject, state: petitionState, receivedOn: day, dueOn: day.nullable(), isLate: z.boolean(), isPaused: z.boolean(),
  steps: z.array(z.object({ kind: petitionStepKind, on: day, words: z.string().nullable() })), maySupply: z.boolean(), mayRate: z.boolean(), satisfied: z.boolean().nullable(), demo: z.boolean(),
})
export type PetitionStatus = z.infer<typeof petitionStatus>

/** `POST /api/v1/public-petitions/:code/supplement`, while more is asked for. */
export const petitionSupplement = z.strictObject({ text: said })

const REASON_RULE = 'a reason where one is not satisfied'
/** `POST /api/v1/public-petitions/:code/rating`, once, when there is an answer. */
export const petitionRating = z.strictObject({ satisfied: z.boolean(), reason: storableText.trim().max(1_000).optional() })
  .refine((it) => it.satisfied || isSet(it.reason), { path: ['reason'], error: REASON_RULE, params: { rule: REASON_RULE } })
export type PetitionRating = z.infer<typeof petitionRating>

/** `GET /api/v1/answered-petitions?unit=`: what was answered in public, the newest first. */
export const answeredQuery = z.strictObject({ unit: code.optional(), about: petitionSubject.optional(), cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) })
export const answeredPetitions = z.object({
  rows: z.array(z.object({ unit: named, class: petitionClass, text: z.string(), answer: z.string(), receivedOn: day, publishedOn: day })), cursor: z.string().nullable(), demo: z.boolean(),
})
export type AnsweredPetitions = z.infer<typeof answeredPetitions>
