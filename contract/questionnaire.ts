import { z } from 'zod'
import { code, instant, storableText } from './codes.ts'
import { answerablesOf, conditionsOf, pipedIn, TICKET_KEYS } from './questionnaire-logic.ts'

const words = (most: number) => storableText.trim().min(1).max(most)
/** Every text of a questionnaire stands in both languages. `{{key}}` in it becomes the words of an earlier answer. */
const bilingual = (most: number) => z.strictObject({ vi: words(most), en: words(most) })
export type Bilingual = z.infer<ReturnType<typeof bilingual>>

export const questionKey = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)
/** The key of an earlier question, or `@outcome`: what became of the dossier, as the ticket has it. */
const earlierKey = z.string().regex(/^(@outcome|[a-z][a-z0-9-]{0,39})$/)

/** When something is shown: all conditions must hold. What is not shown is not answered, whatever was answered before. */
export const condition = z.discriminatedUnion('is', [
  z.strictObject({ question: earlierKey, is: z.enum(['any-of', 'none-of']), values: z.array(z.union([z.string().max(40), z.number()])).min(1).max(20) }),
  z.strictObject({ question: earlierKey, is: z.enum(['at-least', 'at-most']), value: z.number() }),
  z.strictObject({ question: earlierKey, is: z.literal('answered') }),
])
export type Condition = z.infer<typeof condition>
const showIf = z.array(condition).max(5).optional()

/** The five factors of service delivery (domain.md §3), and the question about all of it. */
export const factors = ['access', 'procedures', 'officials', 'results', 'feedback'] as const
export const factor = z.enum(factors)
export type Factor = z.infer<typeof factor>

/** The questionnaire that is shipped and asked in the whole country: the figures of units are of it. */
export const STANDARD_QUESTIONNAIRE = 'hai-long-dich-vu'

export const LIKERT_LEVELS = 5
const choices = z.array(z.strictObject({ key: questionKey, text: bilingual(200) })).min(2).max(20)
const common = { key: questionKey, text: bilingual(300), hint: bilingual(300).optional(), required: z.boolean().optional(), showIf }
/**
 * `likert` is a matrix: items on one scale of five levels, the worst first; `noOpinion` is a sixth way to answer that counts nowhere.
 * `factor` is what its items measure; the one with `overall` measures all of it. `recommend` says that a question of 0–10 asks whether one would recommend
 * the service: of that one, and no other, a net promoter score is made.
 */
export const question = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common, kind: z.literal('likert'), items: z.array(z.strictObject({ key: questionKey, text: bilingual(300) })).min(1).max(8),
    levels: z.array(bilingual(60)).length(LIKERT_LEVELS), noOpinion: bilingual(80).optional(), factor: factor.optional(), overall: z.boolean().optional(),
  }),
  z.strictObject({ ...common, kind: z.enum(['single', 'multi']), choices }),
  z.strictObject({ ...common, kind: z.literal('scale10'), lowest: bilingual(60), highest: bilingual(60), recommend: z.boolean().optional() }),
  z.strictObject({ ...common, kind: z.literal('number'), min: z.number().optional(), max: z.number().optional(), unit: bilingual(30).optional() }),
  z.strictObject({ ...common, kind: z.literal('date') }),
  z.strictObject({ ...common, kind: z.literal('text'), longest: z.int().min(10).max(2_000).default(1_000) }),
])
export type Question = z.infer<typeof question>
export const section = z.strictObject({ key: questionKey, title: bilingual(120), intro: bilingual(600).optional(), showIf, questions: z.array(question).min(1).max(20) })
export type Section = z.infer<typeof section>

const shape = z.strictObject({
  title: bilingual(120), intro: bilingual(1_000), thanks: bilingual(1_000),
  /** What it takes, as it is promised. */
  minutes: z.int().min(1).max(60),
  sections: z.array(section).min(1).max(20),
})
export type Questionnaire = z.infer<typeof shape>

/** A questionnaire that can be asked: keys are unique, and what refers to answers refers to earlier questions and to values they can have. */
export const questionnaire = shape.superRefine((it, context) => {
  const breach = (path: (string | number)[], rule: string) => context.addIssue({ code: 'custom', path, message: rule, params: { rule } })
  const known = new Map<string, ReturnType<typeof answerablesOf>[number]>()
  const sectionKeys = new Set<string>()
  const checkReferences = (path: (string | number)[], holder: { showIf?: Condition[] | undefined }, texts: readonly (Bilingual | undefined)[]) => {
    for (const [index, { question: key, ...rest }] of conditionsOf(holder).entries()) {
      const asked = known.get(key)
      if (key !== '@outcome' && !asked) breach([...path, 'showIf', index, 'question'], 'the key of an earlier question')
      const allowed = asked && 'choices' in asked.question ? asked.question.choices.map((choice) => choice.key) : null
      if (allowed && 'values' in rest && rest.values.some((value) => !allowed.includes(String(value)))) breach([...path, 'showIf', index, 'values'], `among ${allowed.join(', ')}`)
    }
    for (const key of texts.flatMap((text) => (text ? [...pipedIn(text.vi), ...pipedIn(text.en)] : []))) {
      if (!known.has(key) && !(TICKET_KEYS as readonly string[]).includes(key)) breach([...path, 'text'], `{{${key}}} is the key of an earlier question, or one of ${TICKET_KEYS.join(', ')}`)
    }
  }
  it.sections.forEach((part, index) => {
    const path = ['sections', index]
    if (sectionKeys.has(part.key)) breach([...path, 'key'], 'a key that no other section has')
    sectionKeys.add(part.key)
    checkReferences(path, part, [part.title, part.intro])
    part.questions.forEach((asked, place) => {
      checkReferences([...path, 'questions', place], asked, [asked.text, asked.hint, ...('items' in asked ? asked.items.map((item) => item.text) : [])])
      if (asked.kind === 'number' && asked.min !== undefined && asked.max !== undefined && asked.min > asked.max) breach([...path, 'questions', place, 'max'], 'min ≤ max')
      if ('choices' in asked && new Set(asked.choices.map((choice) => choice.key)).size < asked.choices.length) breach([...path, 'questions', place, 'choices'], 'choices with different keys')
      for (const answerable of answerablesOf({ sections: [{ ...part, questions: [asked] }] })) {
        if (known.has(answerable.key)) breach([...path, 'questions', place, 'key'], `a key that nothing else has; ${answerable.key} is there twice`)
        known.set(answerable.key, answerable)
      }
    })
  })
})

export const questionnaireCode = z.string().regex(/^[a-z0-9][a-z0-9-]{1,34}$/)
export const versionNumber = z.int().min(1)

/** A version as it is listed. `comparable`: its figures continue those of the version before; otherwise the series breaks there. `note` says what changed. */
export const questionnaireVersion = z.object({
  version: versionNumber, state: z.enum(['draft', 'published']), comparable: z.boolean(), savedAt: z.string(), publishedAt: z.string().nullable(), note: z.string(),
})
export type QuestionnaireVersion = z.infer<typeof questionnaireVersion>
/** `unitCode` null is the country's: everybody may ask it, only the country changes it. */
export const questionnaireRow = z.object({
  code: z.string(), unitCode: z.string().nullable(), title: z.object({ vi: z.string(), en: z.string() }), minutes: z.int(), versions: z.array(questionnaireVersion),
  archivedAt: z.string().nullable(), mayChange: z.boolean(),
})
export type QuestionnaireRow = z.infer<typeof questionnaireRow>
export const questionnaireList = z.object({ rows: z.array(questionnaireRow) })
/** With the content of its newest version, draft or not. */
export const questionnaireDetail = questionnaireRow.extend({ content: shape })
export type QuestionnaireDetail = z.infer<typeof questionnaireDetail>
/** `GET …/versions/:version` and, of published ones, `GET /api/v1/surveys/:code/:version` for whoever answers. What is exported can be imported. */
export const questionnaireContent = z.object({ code: z.string(), version: versionNumber, content: shape })

/** `POST /api/v1/questionnaires`: a draft of version 1, from content (an import too) or as a copy of the newest version of another. */
export const newQuestionnaire = z.strictObject({ code: questionnaireCode, unitCode: code.nullish(), content: questionnaire.optional(), copyOf: questionnaireCode.optional() })
  .refine((it) => (it.content === undefined) !== (it.copyOf === undefined), { path: ['content'], error: 'content or copyOf', params: { rule: 'content or copyOf' } })
export type NewQuestionnaire = z.infer<typeof newQuestionnaire>
/**
 * `PUT /api/v1/questionnaires/:code/draft`: after a published version this begins the next. `basedOn` is the `savedAt` of the version that was changed: where
 * another has been saved since, nothing is written over it.
 */
export const questionnaireDraft = z.strictObject({ content: questionnaire, basedOn: instant.optional() })
/** `POST /api/v1/questionnaires/:code/publication`: the draft never changes again. */
export const questionnairePublication = z.strictObject({ version: versionNumber, comparable: z.boolean(), note: storableText.trim().max(500).default('') })
export const questionnaireArchiving = z.strictObject({ archived: z.boolean() })
