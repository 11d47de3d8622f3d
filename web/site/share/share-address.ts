import type { Language } from '../../../contract/words/translator.ts'

/** The country in an address to share, which has no code that readers know. */
export const COUNTRY_CODE = 'ca-nuoc'

/** What is shared: a place, an indicator and a period (the last full month where null), in a language. */
export interface Shared { code: string, indicator: string, period: string | null, language: Language }

const toQuery = (parts: Record<string, string | null>): string =>
  new URLSearchParams(Object.entries(parts).flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]))).toString()

/** The picture that the server draws of a finding. */
export const toPictureAddress = ({ code, indicator, period, language }: Shared): string =>
  `/anh-chia-se/${encodeURIComponent(code)}.png?${toQuery({ indicator, period, lang: language })}`

export type EmbedView = 'trend' | 'ruler'
export type EmbedTheme = 'auto' | 'light' | 'dark'

/** The page that other sites frame. Without a period it always shows the last full month. */
export const toEmbedAddress = ({ code, indicator, period, language }: Shared, view: EmbedView, theme: EmbedTheme): string =>
  `/nhung/${encodeURIComponent(code)}?${toQuery({ indicator, period, view, lang: language, theme: theme === 'auto' ? null : theme })}`

const HEIGHTS: Record<EmbedView, number> = { trend: 640, ruler: 330 }
const ESCAPED: Record<string, string> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' }
const escape = (text: string) => text.replaceAll(/[&"<>]/g, (sign) => ESCAPED[sign] ?? '')

/** The code that somebody pastes into their own page. */
export const toEmbedCode = (origin: string, address: string, title: string, view: EmbedView): string =>
  `<iframe src="${escape(origin + address)}" title="${escape(title)}" width="100%" height="${HEIGHTS[view]}" style="border:0" loading="lazy"></iframe>`

export const heightOf = (view: EmbedView): number => HEIGHTS[view]
