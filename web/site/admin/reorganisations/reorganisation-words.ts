import type { Reorganisation } from '../../../../contract/reorganisation.ts'
import type { Say } from '../../../i18n/messages.ts'
import { formatNumber } from '../../../../contract/words/format.ts'
import type { Language } from '../../../../contract/words/translator.ts'

interface Words { language: Language, say: Say, nameOf: (code: string) => string }

const MOST_NAMES = 3

/** The codes of units that a reorganisation speaks of; those it makes have their name in the request. */
export function toMentionedCodes(asked: Reorganisation): string[] {
  switch (asked.kind) {
    case 'rename': return [asked.unitCode]
    case 'move': return [...asked.unitCodes, asked.toCode]
    case 'merge': return [...asked.unitCodes, asked.into.code]
    case 'split': return [asked.unitCode]
    case 'close': return [asked.unitCode, asked.successorCode].filter((code) => code !== undefined)
  }
}

/** What a reorganisation does, as a sentence: `Nhập Trung tâm A, Trung tâm B vào Trung tâm C`. */
export function toReorganisationSentence(asked: Reorganisation, { language, say, nameOf }: Words): string {
  const listed = (codes: readonly string[], rest: 'andMoreUnits' | 'andMoreCounters') => {
    const names = codes.slice(0, MOST_NAMES).map(nameOf).join(', ')
    return codes.length > MOST_NAMES ? say(rest, { names, count: formatNumber(language, codes.length - MOST_NAMES) }) : names
  }
  const nameIn = (it: { nameVi?: string | undefined, nameEn?: string | undefined }) => (language === 'vi' ? it.nameVi : it.nameEn ?? it.nameVi)
  switch (asked.kind) {
    case 'rename': return say('didRename', { name: nameOf(asked.unitCode), to: nameIn(asked) ?? '' })
    case 'move': {
      const counters = asked.counterCodes.length === 0 ? '' : say('didMoveCounters', { count: formatNumber(language, asked.counterCodes.length), list: listed(asked.counterCodes, 'andMoreCounters') })
      const what = [listed(asked.unitCodes, 'andMoreUnits'), counters].filter(Boolean).join(', ')
      return say('didMove', { what, to: nameOf(asked.toCode) })
    }
    case 'merge': return say('didMerge', { what: listed(asked.unitCodes, 'andMoreUnits'), to: nameIn(asked.into) ?? nameOf(asked.into.code) })
    case 'split': return say(asked.closes ? 'didSplitUp' : 'didSplit', { name: nameOf(asked.unitCode), parts: asked.parts.map((it) => nameIn(it) ?? it.code).join(', ') })
    case 'close': return asked.unitCode === undefined
      ? say('didCloseCounter', { name: asked.counterCode ?? '' })
      : say('didClose', { name: nameOf(asked.unitCode) })
  }
}
