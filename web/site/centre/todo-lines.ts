import type { DeviceRow } from '../../../contract/device.ts'
import type { CustodyAnswer } from '../../../contract/custody.ts'
import type { CounterFinding } from '../../../contract/finding.ts'
import { formatNumber } from '../../../contract/words/format.ts'
import type { Language } from '../../../contract/words/translator.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import type { RouteLocationRaw } from 'vue-router'
import { isFlagged, STATE_WORDS } from '../findings/finding-words.ts'
import { toDossiersOf } from '../progress/dossiers-of.ts'

/** One thing to see to: how many, in which words, what explains it, where it leads. `alarm` is late already, the others are to be seen to. */
export interface TodoLine {
  id: 'finding' | 'stuck' | 'overdue' | 'due-today' | 'due-alarms' | 'silent-tablets' | 'tablets' | 'missing-custody' | 'comments' | 'cases-over' | 'cases-near' | 'alerts'
  /** Tells lines of one kind apart. */
  key?: string
  words: MessageKey
  /** What the words need besides the count. */
  values?: Readonly<Record<string, string>>
  explained: MessageKey
  tag: MessageKey
  count: number
  alarm: boolean
  to: RouteLocationRaw
}

/** What is known so far; undefined where it is not known (yet), or not for this reader. */
export interface TodoCounts {
  centre: string
  overdue?: number | undefined
  dueToday?: number | undefined
  /** agencies with alarms that this reader has not seen */
  unseenAlarms?: number | undefined
  tablets?: readonly Pick<DeviceRow, 'health'>[] | undefined
  custody?: Pick<CustodyAnswer, 'day' | 'totals'> | undefined
  newComments?: number | undefined
  /** tablets that have tapped as evenly as a machine lately */
  stuckTablets?: number | undefined
  /** open cases by the limit that runs */
  cases?: { near: number, over: number } | undefined
  /** alerts that last and have no case */
  alerts?: number | undefined
  /** counters that underperform, in the order of codes */
  findings?: readonly CounterFinding[] | undefined
}

const isSilent = ({ health }: Pick<DeviceRow, 'health'>) => health.reasons.some(({ kind }) => kind === 'silent-while-serving' || kind === 'unseen')
const TROUBLED = 'alarm,attention'

/** Findings about counters first; then each thing only where there is something, what is late first. */
export function toTodoLines(counts: TodoCounts, language: Language): TodoLine[] {
  const found = (counts.findings ?? []).filter(isFlagged).map((it) => toFindingLine(counts.centre, it, language))
  return [...found, ...toOtherLines(counts)]
}

function toFindingLine(centre: string, finding: CounterFinding, language: Language): TodoLine {
  const { counter, observed, expected, n, level, state } = finding
  const count = (value: number) => formatNumber(language, value)
  return {
    id: 'finding', key: counter.code, words: 'underLine', explained: level ? 'underExplained' : 'underChangeExplained', tag: STATE_WORDS[state], count: 1, alarm: state === 'review',
    values: { counter: counter.name[language], observed: count(observed), n: count(n), expected: count(Math.round(expected)) }, to: { name: 'counter', params: { centre, counter: counter.code } },
  }
}

function toOtherLines({ centre, overdue = 0, dueToday = 0, unseenAlarms = 0, tablets = [], custody, newComments = 0, stuckTablets = 0, cases = { near: 0, over: 0 }, alerts = 0 }: TodoCounts): TodoLine[] {
  const troubled = tablets.filter(({ health }) => health.state === 'alarm' || health.state === 'attention')
  const silent = troubled.filter(isSilent).length
  const toTablets = { path: '/quan-tri/thiet-bi', query: { centre, state: TROUBLED } }
  const toCases = (state?: string) => ({ name: 'cases', query: { unit: centre, ...(state ? { state } : {}) } })
  const lines: TodoLine[] = [
    { id: 'cases-over', words: 'casesOverLine', explained: 'casesOverExplained', tag: 'tagOverdue', count: cases.over, alarm: true, to: toCases('over') },
    { id: 'cases-near', words: 'casesNearLine', explained: 'casesNearExplained', tag: 'tagLook', count: cases.near, alarm: false, to: toCases('near') },
    { id: 'alerts', words: 'alertsLine', explained: 'alertsExplained', tag: 'tagLook', count: alerts, alarm: false, to: toCases() },
    { id: 'overdue', words: 'overdueLine', explained: 'overdueExplained', tag: 'tagOverdue', count: overdue, alarm: true, to: toDossiersOf(centre, 'overdue') },
    { id: 'due-today', words: 'dueTodayLine', explained: 'dueTodayExplained', tag: 'tagToday', count: dueToday, alarm: false, to: toDossiersOf(centre, 'due-today') },
    { id: 'due-alarms', words: 'alarmsToSee', explained: 'alarmsExplained', tag: 'tagUnread', count: unseenAlarms, alarm: false, to: { name: 'progress', query: { unit: centre } } },
    { id: 'silent-tablets', words: 'silentLine', explained: 'silentExplained', tag: 'tagSilent', count: silent, alarm: true, to: toTablets },
    { id: 'tablets', words: 'devicesToSee', explained: 'tabletsExplained', tag: 'tagLook', count: troubled.length - silent, alarm: false, to: toTablets },
    { id: 'stuck', words: 'oddStuckLine', explained: 'oddStuckExplained', tag: 'tagLook', count: stuckTablets, alarm: false, to: { name: 'odd-days', query: { unit: centre } } },
    { id: 'missing-custody', words: 'custodyLine', explained: 'custodyExplained', tag: 'tagMissing', count: custody?.totals.missing ?? 0, alarm: (custody?.totals.missingOver24h ?? 0) > 0, to: { name: 'custody', query: { centre, day: custody?.day } } },
    { id: 'comments', words: 'commentsLine', explained: 'commentsExplained', tag: 'tagUnread', count: newComments, alarm: false, to: { name: 'comments', query: { unit: centre, state: 'new' } } },
  ]
  return lines.filter(({ count }) => count > 0)
}
