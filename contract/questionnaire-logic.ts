import type { Bilingual, Condition, Question, Questionnaire, Section } from './questionnaire.ts'

/** Pure logic of questionnaires, the same for whoever answers and for whoever takes the answers. Needs no schema, so that a page can carry it. */

export type AnswerValue = number | string | readonly string[]
export type Answers = Readonly<Record<string, AnswerValue>>
type Language = keyof Bilingual

/** What a ticket says of the matter: used by conditions (`@outcome`) and texts (`{{@centre}}`, `{{@procedure}}`). */
export interface TicketContext { outcome: string; centre?: Bilingual; procedure?: Bilingual }
export const TICKET_KEYS = ['@centre', '@procedure'] as const

/** One thing that is answered under its own key: a question, or an item of a matrix. */
export interface Answerable { key: string; question: Question; text: Bilingual }

type Sections = { sections: readonly Section[] }

const answerablesOfQuestion = (question: Question): Answerable[] =>
  (question.kind === 'likert' ? question.items.map((item) => ({ key: item.key, question, text: item.text })) : [{ key: question.key, question, text: question.text }])

/** Everything that can be answered, in order. */
export const answerablesOf = ({ sections }: Sections): Answerable[] => sections.flatMap((it) => it.questions.flatMap(answerablesOfQuestion))

export const conditionsOf = ({ showIf }: { showIf?: Condition[] | undefined }): readonly Condition[] => showIf ?? []

const PIPE = /\{\{(@?[a-z][a-z0-9-]*)\}\}/g
/** The keys that a text pipes in. */
export const pipedIn = (text: string): string[] => [...text.matchAll(PIPE)].map(([, key]) => key ?? '')

export const isAnswered = (value: AnswerValue | undefined): value is AnswerValue =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)

function holds(it: Condition, answers: Answers, { outcome }: TicketContext): boolean {
  const value: AnswerValue | undefined = it.question === '@outcome' ? outcome : answers[it.question]
  if (!isAnswered(value)) return it.is === 'none-of'
  if (it.is === 'answered') return true
  if (it.is === 'at-least') return typeof value === 'number' && value >= it.value
  if (it.is === 'at-most') return typeof value === 'number' && value <= it.value
  if (it.is !== 'any-of' && it.is !== 'none-of') return false
  const given: readonly (string | number)[] = typeof value === 'object' ? value : [value]
  return it.values.some((wanted) => given.includes(wanted)) === (it.is === 'any-of')
}

export interface ShownSection { section: Section; questions: Question[] }

/** The sections and questions that are asked, given the answers so far: an answer to what is not shown decides nothing. */
export function toShown({ sections }: Sections, answers: Answers, context: TicketContext): ShownSection[] {
  const counted: Record<string, AnswerValue> = {}
  const isShown = (it: { showIf?: Condition[] | undefined }) => conditionsOf(it).every((condition) => holds(condition, counted, context))
  return sections.flatMap((section) => {
    if (!isShown(section)) return []
    const questions = section.questions.filter((question) => {
      const shown = isShown(question)
      for (const { key } of shown ? answerablesOfQuestion(question) : []) if (answers[key] !== undefined) counted[key] = answers[key]
      return shown
    })
    return questions.length > 0 ? [{ section, questions }] : []
  })
}

/** What is answered in these questions, by key. */
export const keysOf = (questions: readonly Question[]): string[] => questions.flatMap((it) => answerablesOfQuestion(it).map(({ key }) => key))

/** Keys of required answers that are missing among these questions. */
export const toMissing = (questions: readonly Question[], answers: Answers): string[] =>
  questions.filter((it) => it.required).flatMap((it) => answerablesOfQuestion(it).filter(({ key }) => !isAnswered(answers[key])).map(({ key }) => key))

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
const isWhole = (value: AnswerValue, least: number, most: number) => typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most

/** The rule that a value breaks as the answer to a question; null when it can be one. */
export function ruleBrokenBy(question: Question, value: AnswerValue): string | null {
  switch (question.kind) {
    case 'likert': return isWhole(value, question.noOpinion ? 0 : 1, question.levels.length) ? null : `a level of 1–${question.levels.length}${question.noOpinion ? ', or 0 for no opinion' : ''}`
    case 'scale10': return isWhole(value, 0, 10) ? null : 'a whole number of 0–10'
    case 'number': {
      const { min = -1e9, max = 1e9 } = question
      return typeof value === 'number' && value >= min && value <= max ? null : `a number of ${min}–${max}`
    }
    case 'date': return typeof value === 'string' && isDay(value) ? null : 'a day, 2026-08-31'
    case 'text': return typeof value === 'string' && value.length <= question.longest && !value.includes('\0') ? null : `a text of at most ${question.longest} characters`
    case 'single':
    case 'multi': {
      const keys = question.choices.map((it) => it.key)
      if (question.kind === 'single') return typeof value === 'string' && keys.includes(value) ? null : `one of ${keys.join(', ')}`
      return typeof value === 'object' && value.every((it) => keys.includes(it)) && new Set(value).size === value.length ? null : `some of ${keys.join(', ')}, each once`
    }
  }
}

export interface JudgedAnswers { answers: Record<string, AnswerValue>; /** keys that were shown, up to the last section reached */ shown: string[]; breaches: { key: string; value: unknown; rule: string }[] }

/**
 * Judges the answers of one sheet. What was answered on a way that was left again is dropped; unknown questions, values that cannot be, and,
 * of a finished sheet, required answers that are missing are breaches. A part of a sheet has reached the section of its last answer.
 */
export function judgeAnswers(questionnaire: Questionnaire, given: Answers, context: TicketContext, { partial }: { partial: boolean }): JudgedAnswers {
  const known = new Map(answerablesOf(questionnaire).map((it) => [it.key, it]))
  const breaches: JudgedAnswers['breaches'] = []
  for (const [key, value] of Object.entries(given)) {
    const asked = known.get(key)
    const rule = asked ? (isAnswered(value) ? ruleBrokenBy(asked.question, value) : null) : 'a question of this version'
    if (rule) breaches.push({ key, value, rule })
  }
  const asked = toShown(questionnaire, given, context).map(({ questions }) => ({ questions, keys: keysOf(questions) }))
  const isBegun = ({ keys }: { keys: string[] }) => keys.some((key) => isAnswered(given[key]))
  const reached = partial ? asked.slice(0, asked.reduce((last, it, index) => (isBegun(it) ? index + 1 : last), 0)) : asked
  const shown = reached.flatMap((it) => it.keys)
  const answers: Record<string, AnswerValue> = {}
  for (const key of shown) {
    const value = given[key]
    if (isAnswered(value)) answers[key] = value
  }
  if (!partial) {
    for (const key of reached.flatMap(({ questions }) => toMissing(questions, answers))) breaches.push({ key, value: null, rule: 'an answer, which is required' })
  }
  return { answers, shown, breaches }
}

/** The words of an answer, for a text that pipes it in. */
function toWords({ question }: Answerable, value: AnswerValue, language: Language): string {
  const nameOf = (key: string) => ('choices' in question ? question.choices.find((it) => it.key === key)?.text[language] ?? key : key)
  if (typeof value === 'object') return value.map(nameOf).join(', ')
  if (question.kind === 'likert') return (value === 0 ? question.noOpinion : question.levels[Number(value) - 1])?.[language] ?? String(value)
  return nameOf(String(value))
}

/** A text with the words of earlier answers in it; what is not answered becomes an ellipsis. */
export function fillText(text: Bilingual, language: Language, questionnaire: Sections, answers: Answers, context: TicketContext): string {
  return text[language].replace(PIPE, (_, key: string) => {
    if (key === '@centre' || key === '@procedure') return context[key === '@centre' ? 'centre' : 'procedure']?.[language] ?? '…'
    const asked = answerablesOf(questionnaire).find((it) => it.key === key)
    const value = answers[key]
    return asked && isAnswered(value) ? toWords(asked, value, language) : '…'
  })
}

/** Seconds that people take for one answer, by what is asked: rules of thumb, as the promise of minutes is one. Words are read at four syllables a second. */
const SECONDS: Record<Question['kind'], number> = { likert: 7, single: 7, multi: 10, scale10: 6, number: 8, date: 10, text: 25 }
const SYLLABLES_A_SECOND = 4
const syllables = (text: Bilingual | undefined) => (text ? text.vi.split(/\s+/).filter((it) => it !== '').length : 0)

/** How long a sheet takes, in whole minutes from 1 to 60. What is asked of some alone counts half, and so does a text that nobody must write. */
export function estimateMinutes({ sections }: Sections): number {
  let seconds = 0
  for (const section of sections) {
    for (const question of section.questions) {
      const weight = (conditionsOf(section).length + conditionsOf(question).length > 0 ? 0.5 : 1) * (question.kind === 'text' && !question.required ? 0.5 : 1)
      const asked = answerablesOfQuestion(question)
      const read = [question.text, question.hint, ...('items' in question ? question.items : 'choices' in question ? question.choices : []).map((it) => it.text)]
      seconds += weight * (asked.length * SECONDS[question.kind] + read.reduce((sum, text) => sum + syllables(text), 0) / SYLLABLES_A_SECOND)
    }
  }
  return Math.min(60, Math.max(1, Math.round(seconds / 60)))
}

/** What a version measures: the items of each factor, and of the question about all of it, as `access:signs`. */
export const measuredBy = ({ sections }: Sections): string[] => sections.flatMap((it) => it.questions).flatMap((question) => {
  if (question.kind !== 'likert' || !(question.factor || question.overall)) return []
  return question.items.map(({ key }) => `${question.factor ?? 'overall'}:${key}`)
}).sort()

/** Why a version's figures cannot continue those of the one before it; null where they can, if whoever writes it says that the words mean the same. */
export function comparabilityObstacle(before: Sections, after: Sections): string | null {
  const [was, is] = [measuredBy(before), measuredBy(after)]
  const different = [...was.filter((it) => !is.includes(it)), ...is.filter((it) => !was.includes(it))]
  return different.length === 0 ? null : `the same items in every factor as the version before; these differ: ${different.join(', ')}`
}

/** Versions whose figures form one series, the oldest first: each begins where one was not declared comparable. */
export function toSeries(versions: readonly { version: number; comparable: boolean }[]): number[][] {
  const series: number[][] = []
  for (const { version, comparable } of [...versions].sort((a, b) => a.version - b.version)) {
    const last = series.at(-1)
    if (comparable && last) last.push(version)
    else series.push([version])
  }
  return series
}
