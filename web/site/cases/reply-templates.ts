import type { CaseDetail } from '../../../contract/case.ts'
import { fillPlaceholders, type Language } from '../../../contract/words/translator.ts'

/** A text to begin an answer with. Answers are Vietnamese, whatever language the page speaks; what the writer must fill in stands in brackets. */
export interface ReplyTemplate { id: string, name: Record<Language, string>, text: string }

export const REPLY_TEMPLATES: readonly ReplyTemplate[] = [
  {
    id: 'sorry', name: { vi: 'Xin lỗi và nói việc đã làm', en: 'Apology and what was done' },
    text: 'Kính gửi ông/bà,\n\n{unit} đã nhận ý kiến của ông/bà về lần phục vụ vừa qua và xin lỗi vì đã để ông/bà không hài lòng.\n\nViệc chúng tôi đã làm: {measures}\n\nNếu còn điều gì chưa ổn, ông/bà có thể trả lời tại quầy hướng dẫn và nói mã {code}.\n\nTrân trọng,\n{unit}',
  },
  {
    id: 'ask', name: { vi: 'Hỏi thêm để hiểu việc', en: 'Asking for more' },
    text: 'Kính gửi ông/bà,\n\n{unit} đã nhận ý kiến của ông/bà. Để giải quyết đúng việc, xin ông/bà cho biết thêm: [điều cần biết].\n\nÔng/bà có thể đến quầy hướng dẫn và nói mã {code}.\n\nTrân trọng,\n{unit}',
  },
  {
    id: 'law', name: { vi: 'Giải thích quy định', en: 'Explaining a rule' },
    text: 'Kính gửi ông/bà,\n\n{unit} đã xem lại việc ông/bà nêu. Theo quy định tại [văn bản, điều khoản], [giải thích bằng lời thường].\n\nChúng tôi hiểu điều đó gây bất tiện và sẽ [việc sẽ làm].\n\nTrân trọng,\n{unit} (mã {code})',
  },
]

/** A template with what the case knows: its unit, its code, and the measures taken so far; nothing of a person. */
export function fillTemplate(id: string, { unit, code, steps }: Pick<CaseDetail, 'unit' | 'code' | 'steps'>): string {
  const measures = steps.flatMap((it) => (it.kind === 'measure' && it.words ? [it.words] : [])).join(' ')
  const found = REPLY_TEMPLATES.find((it) => it.id === id)
  return found ? fillPlaceholders(found.text, { unit: unit.name.vi, code, measures: measures || '[việc đã làm]' }) : ''
}
