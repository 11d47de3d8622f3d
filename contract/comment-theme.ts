import { z } from 'zod'
import { commentThemes } from './theme-words.ts'

export type { CommentTheme } from './theme-words.ts'

const commentTheme = z.enum(commentThemes)

const share = z.object({ value: z.number(), lower: z.number(), upper: z.number() })
/** Comments of one source about one theme: their share of all comments, the share of dissatisfied among them (null under ten with an answer), a few of them, masked. */
export const themeCount = z.object({ theme: commentTheme, comments: z.int(), share, dissatisfied: share.extend({ sampleSize: z.int() }).nullable(), examples: z.array(z.string()) })
export type ThemeCount = z.infer<typeof themeCount>
/** Themes with fewer than ten comments are not told; `few` says how many there are. `withoutTheme` counts comments that no phrase of the dictionary is in. */
export const themesOfSource = z.object({ source: z.enum(['survey', 'tablet']), comments: z.int(), withoutTheme: z.int(), few: z.int(), rows: z.array(themeCount) })
export type ThemesOfSource = z.infer<typeof themesOfSource>
