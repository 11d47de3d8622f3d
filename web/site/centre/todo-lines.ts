import type { DeviceRow } from '../../../contract/device.ts'
import type { CustodyAnswer } from '../../../contract/custody.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import type { RouteLocationRaw } from 'vue-router'

/** One thing to see to: how many, in which words, what explains it, where it leads. `alarm` is late already, the others are to be seen to. */
export interface TodoLine {
  id: 'overdue' | 'due-today' | 'silent-tablets' | 'tablets' | 'missing-custody' | 'comments'
  words: MessageKey
  explained: MessageKey
  tag: MessageKey
  count: number
  alarm: boolean
  to: RouteLocationRaw
}

/** What is known so far; undefined where it is not known (yet), or not for this reader. */
export interface TodoCounts {
  centre: string
  overdue?: { count: number, from: string, to: string } | undefined
  dueToday?: { count: number, from: string, to: string } | undefined
  tablets?: readonly Pick<DeviceRow, 'health'>[] | undefined
  custody?: Pick<CustodyAnswer, 'day' | 'totals'> | undefined
  newComments?: number | undefined
}

const isSilent = ({ health }: Pick<DeviceRow, 'health'>) => health.reasons.some(({ kind }) => kind === 'silent-while-serving' || kind === 'unseen')
const TROUBLED = 'alarm,attention'

/** Each thing only where there is something, what is late first. */
export function toTodoLines({ centre, overdue, dueToday, tablets = [], custody, newComments = 0 }: TodoCounts): TodoLine[] {
  const troubled = tablets.filter(({ health }) => health.state === 'alarm' || health.state === 'attention')
  const silent = troubled.filter(isSilent).length
  const toDossiers = (outcome: string, span: { from: string, to: string } | undefined) => ({ name: 'dossiers', query: { unit: centre, outcome, from: span?.from, to: span?.to } })
  const toTablets = { path: '/quan-tri/thiet-bi', query: { centre, state: TROUBLED } }
  const lines: TodoLine[] = [
    { id: 'overdue', words: 'overdueLine', explained: 'overdueExplained', tag: 'tagOverdue', count: overdue?.count ?? 0, alarm: true, to: toDossiers('open-overdue', overdue) },
    { id: 'due-today', words: 'dueTodayLine', explained: 'dueTodayExplained', tag: 'tagToday', count: dueToday?.count ?? 0, alarm: false, to: toDossiers('open-within-due', dueToday) },
    { id: 'silent-tablets', words: 'silentLine', explained: 'silentExplained', tag: 'tagSilent', count: silent, alarm: true, to: toTablets },
    { id: 'tablets', words: 'devicesToSee', explained: 'tabletsExplained', tag: 'tagLook', count: troubled.length - silent, alarm: false, to: toTablets },
    { id: 'missing-custody', words: 'custodyLine', explained: 'custodyExplained', tag: 'tagMissing', count: custody?.totals.missing ?? 0, alarm: (custody?.totals.missingOver24h ?? 0) > 0, to: { name: 'custody', query: { centre, day: custody?.day } } },
    { id: 'comments', words: 'commentsLine', explained: 'commentsExplained', tag: 'tagUnread', count: newComments, alarm: false, to: { name: 'comments', query: { unit: centre, state: 'new' } } },
  ]
  return lines.filter(({ count }) => count > 0)
}
