import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { renderAsync } from '@resvg/resvg-js'
import { AppError } from '../../platform/errors.ts'

const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/be-vietnam-pro/package.json'))
/** The typeface of the pages; nothing of the machine is used, so a picture looks the same everywhere. */
const FONT_FILES = ['400Regular', '500Medium', '600SemiBold', '700Bold'].map((weight) => join(fonts, weight, `BeVietnamPro_${weight}.ttf`))

/** A drawing keeps a core busy for some tenths of a second; figures go first. */
const [AT_ONCE, WAITING] = [1, 20]

/** Draws SVG as PNG, few at once; throws `unavailable` where too many wait already. */
export function createPictures() {
  const waiting: (() => void)[] = []
  let drawing = 0
  const begin = async () => {
    if (drawing < AT_ONCE) return void (drawing += 1)
    if (waiting.length >= WAITING) throw new AppError('unavailable', 'Too many pictures are being drawn.', { retryAfterSeconds: 5 })
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  const end = () => {
    const next = waiting.shift()
    if (next) next()
    else drawing -= 1
  }
  return {
    draw: async (svg: string): Promise<Buffer> => {
      await begin()
      try {
        const picture = await renderAsync(svg, { font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: 'Be Vietnam Pro' } })
        return picture.asPng()
      } finally {
        end()
      }
    },
  }
}
