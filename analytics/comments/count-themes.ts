import type { ThemesOfSource } from '../../contract/comment-theme.ts'
import { commentThemes, type CommentTheme } from '../../contract/theme-words.ts'
import { wilson } from '../statistics/wilson.ts'
import { findThemes } from './find-themes.ts'

/** A comment, masked when it was stored, and whether whoever wrote it was dissatisfied; null where they did not say. */
export interface ReadComment { text: string; dissatisfied: boolean | null }

/** Of fewer comments nothing is told. */
const FROM_COMMENTS = 10
const [EXAMPLES, SHORTEST_EXAMPLE, LONGEST_EXAMPLE] = [3, 12, 160]

const toShare = (k: number, n: number) => {
  const interval = wilson(k, n)
  return interval && { value: k / n, ...interval }
}

/** The shortest that say something, in the order of their words: neither the first nor the newest, which would tell when they were given. */
const toExamples = (texts: readonly string[]): string[] => [...new Set(texts.map((it) => it.trim()))]
  .filter((it) => it.length >= SHORTEST_EXAMPLE && it.length <= LONGEST_EXAMPLE).sort((a, b) => a.length - b.length || a.localeCompare(b)).slice(0, EXAMPLES).sort((a, b) => a.localeCompare(b))

/** What the comments of one source are about: counts, shares with Wilson's interval, examples. In the order of counts; praise stands last. */
export function countThemes(source: ThemesOfSource['source'], comments: readonly ReadComment[]): ThemesOfSource {
  const byTheme = new Map<CommentTheme, ReadComment[]>(commentThemes.map((it) => [it, []]))
  let withoutTheme = 0
  for (const comment of comments) {
    const themes = findThemes(comment.text)
    if (themes.length === 0) withoutTheme += 1
    for (const it of themes) byTheme.get(it)?.push(comment)
  }
  const found = [...byTheme].filter(([, of]) => of.length > 0)
  const rows = found.filter(([, of]) => of.length >= FROM_COMMENTS).flatMap(([theme, of]) => {
    const share = toShare(of.length, comments.length)
    const rated = of.filter((it) => it.dissatisfied !== null)
    const dissatisfied = rated.length < FROM_COMMENTS ? null : toShare(rated.filter((it) => it.dissatisfied).length, rated.length)
    return share ? [{ theme, comments: of.length, share, dissatisfied: dissatisfied && { ...dissatisfied, sampleSize: rated.length }, examples: toExamples(of.map((it) => it.text)) }] : []
  })
  const isPraise = (theme: CommentTheme) => Number(theme === 'praise')
  return { source, comments: comments.length, withoutTheme, few: found.length - rows.length, rows: rows.sort((a, b) => isPraise(a.theme) - isPraise(b.theme) || b.comments - a.comments) }
}
