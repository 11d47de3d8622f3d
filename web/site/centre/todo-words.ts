import { HANOI_OFFSET_MS } from '../../../contract/period.ts'
import { speakerOf } from '../../i18n/messages.ts'
import type { Language } from '../../../contract/words/translator.ts'
import type { TodoLine } from './todo-lines.ts'

const NOON = 12
const NUMBERS: Record<Language, readonly string[]> = {
  vi: ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười'],
  en: ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
}
const toWord = (language: Language, count: number) => NUMBERS[language][count] ?? String(count)

/** The finding of the morning: how much must be dealt with and how much watched, counted in words as people say it. */
export function toTodoFinding(language: Language, lines: readonly Pick<TodoLine, 'alarm'>[], nowMs: number): string {
  const say = speakerOf(language)
  const isMorning = new Date(nowMs + HANOI_OFFSET_MS).getUTCHours() < NOON
  const part = say(isMorning ? 'thisMorning' : 'thisAfternoon')
  if (lines.length === 0) return say('todoNone', { part })
  const urgent = lines.filter(({ alarm }) => alarm).length
  const other = lines.length - urgent
  const said = [
    ...(urgent > 0 ? [say(urgent === 1 ? 'todoOneUrgent' : 'todoUrgent', { count: toWord(language, urgent) })] : []),
    ...(other > 0 ? [say(other === 1 ? 'todoOneOther' : 'todoOther', { count: toWord(language, other) })] : []),
  ]
  return say('todoFinding', { part, said: said.join(', ') })
}
