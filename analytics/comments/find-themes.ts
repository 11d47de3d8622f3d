import { commentThemes, type CommentTheme } from '../../contract/theme-words.ts'
import { NEGATIONS, SAFE_WITHOUT_DIACRITICS, THEME_PHRASES } from './theme-dictionary.ts'

/** Without diacritics, as many write on a telephone; đ is a letter of its own and becomes d. */
const strip = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd')
const fold = (text: string) => text.normalize('NFC').toLowerCase()

const toPattern = (phrases: readonly string[]) => phrases.map((it) => it.replaceAll(' ', '\\s+')).sort((a, b) => b.length - a.length).join('|')
/** Whole syllables only: "phí" is not in "phía". */
const toExpression = (phrases: readonly string[], before = '') => new RegExp(`${before}(?<![\\p{L}\\p{N}])(?:${toPattern(phrases)})(?![\\p{L}\\p{N}])`, 'u')
const notAfter = (negations: readonly string[]) => `(?<!(?<![\\p{L}\\p{N}])(?:${toPattern(negations)})\\s+(?:(?:rất|thật|mấy|very)\\s+)?)`

const isSafe = (phrase: string) => phrase.includes(' ') || SAFE_WITHOUT_DIACRITICS.has(phrase)
const expressionsOf = (change: (text: string) => string, phrasesOf: (theme: CommentTheme) => readonly string[]) => commentThemes.map((theme) => {
  const before = theme === 'praise' ? notAfter(NEGATIONS.map(change)) : ''
  return { theme, expression: toExpression(phrasesOf(theme).map(change), before) }
})
const whole = expressionsOf(fold, (theme) => THEME_PHRASES[theme])
const stripped = expressionsOf((it) => strip(fold(it)), (theme) => THEME_PHRASES[theme].filter(isSafe))

/**
 * What a comment is about, by the phrases of the dictionary. A text with any diacritic is read with diacritics ("chăm sóc" has nothing to do with "chậm"), a
 * text without any is read without, by those phrases that are safe then. Themes are mentions: whether somebody was satisfied, their rating says.
 */
export function findThemes(text: string): CommentTheme[] {
  const folded = fold(text)
  const expressions = folded === strip(folded).normalize('NFC') ? stripped : whole
  return expressions.filter(({ expression }) => expression.test(folded)).map((it) => it.theme)
}
