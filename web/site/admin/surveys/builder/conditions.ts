import type { Answerable } from '../../../../../contract/questionnaire-logic.ts'
import type { Bilingual, Condition } from '../../../../../contract/questionnaire.ts'
import { surveyOutcomes } from '../../../../../contract/survey.ts'
import type { MessageKey } from '../../../../i18n/messages.ts'

/** What can be said of an earlier answer, as a sentence has it. */
export type Relation = Condition['is']

/** An answer that can be ticked: its value, and its words or the key of them. */
export interface PickedValue { value: string | number; text: Bilingual | null; words: MessageKey | null }

const plain = (value: number): PickedValue => ({ value, text: { vi: String(value), en: String(value) }, words: null })

/** The answers of something asked that can be ticked one by one; [] where they are numbers, days or words. */
export function valuesOf(key: string, asked: Answerable | undefined): PickedValue[] {
  if (key === '@outcome') return surveyOutcomes.map((it) => ({ value: it, text: null, words: `surveyOutcome${it}` as MessageKey }))
  const question = asked?.question
  if (!question) return []
  if ('choices' in question) return question.choices.map((it) => ({ value: it.key, text: it.text, words: null }))
  if (question.kind === 'likert') return question.levels.map((text, index) => ({ value: index + 1, text, words: null }))
  if (question.kind === 'scale10') return Array.from({ length: 11 }, (_, point) => plain(point))
  return []
}

/** Which relations make sense for something asked. */
export function relationsOf(key: string, asked: Answerable | undefined): Relation[] {
  if (key === '@outcome') return ['any-of', 'none-of']
  switch (asked?.question.kind) {
    case 'single':
    case 'multi': return ['any-of', 'none-of', 'answered']
    case 'likert':
    case 'scale10': return ['at-least', 'at-most', 'any-of', 'none-of', 'answered']
    case 'number': return ['at-least', 'at-most', 'answered']
    default: return ['answered']
  }
}

/** The same condition with another relation; what was chosen is kept where it still fits. */
export function withRelation(it: Condition, is: Relation, values: readonly PickedValue[]): Condition {
  const first = values[0]?.value ?? 0
  if (is === 'answered') return { question: it.question, is }
  if (is === 'at-least' || is === 'at-most') return { question: it.question, is, value: 'value' in it ? it.value : 'values' in it && typeof it.values[0] === 'number' ? it.values[0] : typeof first === 'number' ? first : 0 }
  return { question: it.question, is, values: 'values' in it ? it.values : 'value' in it && values.some(({ value }) => value === it.value) ? [it.value] : [first] }
}
