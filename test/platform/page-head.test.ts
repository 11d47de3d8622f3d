import assert from 'node:assert/strict'
import { fillPage } from '../../platform/page-head.ts'

const HTML = '<!doctype html>\n<html lang="vi">\n<head>\n<title>Thước Đo</title>\n</head><body>\n    <div id="app"></div>\n  </body></html>'
const head = { language: 'en' as const, title: 'A $& "b" <script>alert(1)</script>', description: "it's 5 < 6", picture: 'https://x.example/anh-chia-se/25.png?a=1&b=2' }

describe('the head of a page', () => {
  it('carries the finding, what stands behind it and its picture, in the language asked for', () => {
    const filled = fillPage(HTML, head, 'https://x.example/don-vi/25?lang=en')
    assert.match(filled, /<html lang="en">/)
    assert.match(filled, /<meta property="og:image" content="https:\/\/x\.example\/anh-chia-se\/25\.png\?a=1&amp;b=2">/)
    assert.match(filled, /<meta name="twitter:card" content="summary_large_image">/)
  })

  it('is followed by the finding itself, to be read before or without any program', () => {
    const filled = fillPage(HTML, { ...head, title: 'Cứ 10 hồ sơ thì 8 đúng\u00a0hạn', description: 'Tháng 8/2026.' }, 'https://x.example/don-vi/25')
    assert.match(filled, /<div id="app">[\s\S]*<h1>Cứ 10 hồ sơ thì 8 đúng\u00a0hạn<\/h1><p class="lede">Tháng 8\/2026\.<\/p>[\s\S]*<\/div>\s*<\/body>/)
    assert.match(fillPage(HTML, head, 'https://x.example/'), /<h1 class="first">/)
  })

  it('lets nothing that is said become part of the page', () => {
    const filled = fillPage(HTML, head, 'https://x.example/"><script>')
    assert.ok(!filled.includes('<script>'))
    assert.match(filled, /<title>A \$&amp; &quot;b&quot; &lt;script&gt;alert\(1\)&lt;\/script&gt; – Thước Đo<\/title>/)
    assert.match(filled, /content="it&#39;s 5 &lt; 6"/)
  })
})
