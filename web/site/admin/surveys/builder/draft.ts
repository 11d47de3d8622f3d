import { answerablesOf, conditionsOf, pipedIn, TICKET_KEYS, type Answerable } from '../../../../../contract/questionnaire-logic.ts'
import type { Bilingual, Condition, Question, Questionnaire, Section } from '../../../../../contract/questionnaire.ts'

/** What somebody does to a questionnaire while they write it. A draft has the shape of a questionnaire, but its texts may be empty still. */

export type Kind = Question['kind']
export const KINDS = ['likert', 'single', 'multi', 'scale10', 'number', 'date', 'text'] as const satisfies readonly Kind[]

export const empty = (): Bilingual => ({ vi: '', en: '' })
export const clone = <T>(it: T): T => JSON.parse(JSON.stringify(it)) as T

/** Five levels as the shipped questionnaire has them, the worst first. */
const levels = (): Bilingual[] => [
  { vi: 'Rất không hài lòng', en: 'Very dissatisfied' }, { vi: 'Không hài lòng', en: 'Dissatisfied' }, { vi: 'Bình thường', en: 'Neither' },
  { vi: 'Hài lòng', en: 'Satisfied' }, { vi: 'Rất hài lòng', en: 'Very satisfied' },
]

/** Every key of a draft: of sections, questions, items and choices. */
const keysIn = ({ sections }: Questionnaire): Set<string> => new Set(sections.flatMap((section) => [
  section.key, ...section.questions.flatMap((it) => [it.key, ...('items' in it ? it.items : 'choices' in it ? it.choices : []).map(({ key }) => key)]),
]))

/** The next free key that begins so: `cau-3`. A key stays what it is from then on: figures of several versions are joined by it. */
export function freshKey(draft: Questionnaire, beginning: string, more: readonly string[] = []): string {
  const taken = new Set([...keysIn(draft), ...more])
  for (let number = 1; ; number += 1) if (!taken.has(`${beginning}-${number}`)) return `${beginning}-${number}`
}

/** Two choices at first, since a question without a choice is none. */
export function newChoices(draft: Questionnaire, count: number): { key: string; text: Bilingual }[] {
  const made: { key: string; text: Bilingual }[] = []
  while (made.length < count) made.push({ key: freshKey(draft, 'y', made.map(({ key }) => key)), text: empty() })
  return made
}
export const newItem = (draft: Questionnaire): { key: string; text: Bilingual } => ({ key: freshKey(draft, 'muc'), text: empty() })

export function newQuestion(draft: Questionnaire, kind: Kind): Question {
  const common = { key: freshKey(draft, 'cau'), text: empty(), required: kind !== 'text' }
  switch (kind) {
    case 'likert': return { ...common, kind, items: [newItem(draft)], levels: levels(), noOpinion: { vi: 'Không rõ, hoặc không dùng tới', en: 'Do not know, or did not need it' } }
    case 'single':
    case 'multi': return { ...common, kind, choices: newChoices(draft, 2) }
    case 'scale10': return { ...common, kind, lowest: { vi: 'Không hài lòng chút nào', en: 'Not satisfied at all' }, highest: { vi: 'Hoàn toàn hài lòng', en: 'Completely satisfied' } }
    case 'number': return { ...common, kind, min: 0, max: 100 }
    case 'date': return { ...common, kind }
    case 'text': return { ...common, kind, longest: 1_000 }
  }
}
export const newSection = (draft: Questionnaire): Section => ({ key: freshKey(draft, 'phan'), title: empty(), questions: [] })

/** A questionnaire that can be asked at once, to begin with. */
export const firstContent = (): Questionnaire => ({
  title: { vi: 'Bảng hỏi mới', en: 'A new questionnaire' },
  intro: { vi: 'Vài câu hỏi về lần làm thủ tục vừa rồi. Phiếu không ghi tên, không ghi số hồ sơ.', en: 'A few questions about the procedure you have just been through. Neither your name nor the number of your dossier is kept.' },
  thanks: { vi: 'Cảm ơn ông/bà. Câu trả lời được cộng chung với của người khác.', en: 'Thank you. Your answers are added up with those of others.' },
  minutes: 1,
  sections: [{
    key: 'phan-1', title: { vi: 'Nhìn chung', en: 'All in all' },
    questions: [{
      key: 'cau-1', text: { vi: 'Ông/bà hài lòng đến mức nào?', en: 'How satisfied are you with …?' }, required: true, kind: 'likert',
      items: [{ key: 'muc-1', text: { vi: 'Dịch vụ nhìn chung', en: 'the service all in all' } }], levels: levels(), overall: true,
    }],
  }],
})

/** A copy under keys of its own. What measures all of it does so once. */
export function copyQuestion(draft: Questionnaire, question: Question): Question {
  const made: Question = { ...clone(question), key: freshKey(draft, 'cau') }
  const given: string[] = []
  const rekey = (beginning: string) => (it: { key: string }) => {
    it.key = freshKey(draft, beginning, given)
    given.push(it.key)
  }
  if (made.kind === 'likert') made.items.forEach(rekey('muc'))
  if ('choices' in made) made.choices.forEach(rekey('y'))
  return made
}

export function copySection(draft: Questionnaire, section: Section): Section {
  const made: Section = { ...clone(section), key: freshKey(draft, 'phan'), questions: [] }
  // Each copy sees those before it, so that no key is given twice.
  for (const question of section.questions) made.questions.push(copyQuestion({ ...draft, sections: [...draft.sections, made] }, question))
  return made
}

/** Moves one place up (-1) or down (1); false where there is no further place. */
export function move(list: unknown[], index: number, by: -1 | 1): boolean {
  const [it, other] = [list[index], list[index + by]]
  if (it === undefined || other === undefined) return false
  ;[list[index], list[index + by]] = [other, it]
  return true
}

/** What is asked before a place: before a question, or, without one, before a section. */
export function askedBefore({ sections }: Questionnaire, sectionKey: string, questionKey?: string): Answerable[] {
  const at = sections.findIndex(({ key }) => key === sectionKey)
  const here = sections[at]
  const until = questionKey === undefined ? 0 : Math.max(0, here?.questions.findIndex(({ key }) => key === questionKey) ?? 0)
  return answerablesOf({ sections: [...sections.slice(0, Math.max(0, at)), ...(here ? [{ ...here, questions: here.questions.slice(0, until) }] : [])] })
}

/** Whether a text shows something that cannot be known by then. */
export const pipesUnknown = (text: Bilingual, before: readonly Answerable[]): boolean =>
  [...pipedIn(text.vi), ...pipedIn(text.en)].some((key) => !(TICKET_KEYS as readonly string[]).includes(key) && !before.some((it) => it.key === key))

/** The condition one begins with for something asked before: that it has its first answer, or lies at the upper end. */
export function newCondition(before: readonly Answerable[], key: string): Condition {
  if (key === '@outcome') return { question: key, is: 'none-of', values: ['finished'] }
  const asked = before.find((it) => it.key === key)?.question
  if (asked && 'choices' in asked) return { question: key, is: 'any-of', values: [asked.choices[0]?.key ?? ''] }
  if (asked?.kind === 'likert') return { question: key, is: 'at-most', value: 2 }
  if (asked?.kind === 'scale10') return { question: key, is: 'at-most', value: 5 }
  if (asked?.kind === 'number') return { question: key, is: 'at-least', value: asked.min ?? 1 }
  return { question: key, is: 'answered' }
}

const isBlank = (text: Bilingual | undefined) => text !== undefined && text.vi.trim() === '' && text.en.trim() === ''

/** A draft as it is saved: what may be missing and was left empty in both languages goes, and so do empty lists of conditions. */
export function toContent(draft: Questionnaire, minutes: number): Questionnaire {
  const content = { ...clone(draft), minutes }
  const drop = <T extends object>(it: T, name: keyof T) => { if (isBlank(it[name] as Bilingual | undefined)) delete it[name] }
  for (const section of content.sections) {
    drop(section, 'intro')
    if (conditionsOf(section).length === 0) delete section.showIf
    for (const question of section.questions) {
      drop(question, 'hint')
      if (question.kind === 'likert') drop(question, 'noOpinion')
      if (question.kind === 'number') drop(question, 'unit')
      if (conditionsOf(question).length === 0) delete question.showIf
      if (!question.required) delete question.required
    }
  }
  return content
}
