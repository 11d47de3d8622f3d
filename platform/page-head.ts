/** What a page says of itself before it is opened: to link previews, search engines and the tab. */
export interface PageHead {
  language: 'vi' | 'en'
  /** The page's finding. */
  title: string
  description: string
  /** The address of a picture of 1200 × 630. */
  picture: string
}

/** Describes the page at a path with a query; null where there is nothing to say. It may fail: a page is then served without. */
export type DescribePage = (path: string, query: URLSearchParams) => Promise<PageHead | null>

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => ESCAPED[sign] ?? '')

/** Where the program's pages appear, once it has come. */
const EMPTY = '<div id="app"></div>'

/**
 * The built page with its head filled in, and with its finding to be read before any program has come, or where none may come. Whatever is
 * said is escaped; `address` is the page's own.
 */
export function fillPage(html: string, { language, title, description, picture }: PageHead, address: string): string {
  const said = title.replaceAll('\u00a0', ' ')
  const properties = {
    'og:site_name': 'Thước Đo', 'og:type': 'website', 'og:locale': language === 'vi' ? 'vi_VN' : 'en_GB', 'og:title': said, 'og:description': description, 'og:url': address,
    'og:image': picture, 'og:image:type': 'image/png', 'og:image:width': '1200', 'og:image:height': '630', 'og:image:alt': said,
  }
  const names = { 'description': description, 'twitter:card': 'summary_large_image', 'twitter:title': said, 'twitter:description': description, 'twitter:image': picture }
  const tags = [
    `<title>${escape(said)} – Thước Đo</title>`,
    ...Object.entries(names).map(([name, content]) => `<meta name="${name}" content="${escape(content)}">`),
    ...Object.entries(properties).map(([property, content]) => `<meta property="${property}" content="${escape(content)}">`),
  ]
  const glance = `<header class="top"><div class="wrap"><a class="logo" href="/">Thước Đo</a></div></header><div class="edge"></div>
      <main class="wrap glance"><div><h1${new URL(address).pathname === '/' ? ' class="first"' : ''}>${escape(title)}</h1><p class="lede">${escape(description)}</p></div></main>`
  return html.replace('<html lang="vi">', `<html lang="${language}">`).replace(/<title>[^<]*<\/title>/, () => tags.join('\n    '))
    .replace(EMPTY, () => EMPTY.replace('><', `>\n      ${glance}\n    <`))
}
