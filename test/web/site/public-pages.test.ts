import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import supertest from 'supertest'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { aDossier } from '../../support/events.ts'
import { testService } from '../../support/service.ts'
import { TILES } from '../../../web/ui/tile-layout.ts'

const PERIOD = '2019-06'
const plain = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ')

describe('the public pages', function () {
  let browser: Browser
  let page: Page
  let url: string

  before(async () => {
    const service = await testService()
    url = service.url
    const { client } = service
    await client.makeCentre('PUB')
    await client.request('POST', '/api/v1/dossiers', { token: client.key, body: {
      dossiers: Array.from({ length: 40 }, (_, index) => aDossier('PUB', index < 10 ? { finishedAt: '2026-03-20T08:00:00+07:00' } : {})),
    } })
    // Every third province surely higher, every third surely lower; Cà Mau is silent, Cao Bằng has too few.
    const told = TILES.filter(({ code }) => code !== '96')
    const measure = (unitCode: string, numerator: number, denominator: number) =>
      ({ unitCode, period: PERIOD, metric: 'on-time-due', numerator, denominator, value: null, source: 'bao-cao', reportedAt: '2019-07-02T00:00:00Z' })
    const measures = told.map(({ code }, index) => (code === '04' ? measure(code, 4, 5) : measure(code, [900, 800, 700][index % 3]!, 1_000)))
    await client.request('POST', '/api/v1/measures', { token: client.key, body: { measures: [...measures, measure('VN', 25_600, 32_000)] } })
    const centre = async () => (await client.values('on-time-due', { period: '2026-03', level: 'centre', parent: 'PUB' }))[0]?.sampleSize === 40
    const provinces = async () => (await client.values('on-time-due', { period: PERIOD, level: 'province' })).length === 33
    await until(async () => await centre() && await provinces())
    browser = await launchBrowser()
    page = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })).newPage()
  })
  after(() => browser.close())

  /** Fits a phone and a desk; axe finds nothing, in the dark asked about contrast only: the other theme differs in its colours. */
  async function pleases(one: Page) {
    for (const [width, colorScheme] of [[390, 'dark'], [1280, 'light']] as const) {
      await one.setViewportSize({ width, height: 900 })
      await one.emulateMedia({ colorScheme })
      assert.ok(await one.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth') <= 0, `overflows at ${width}`)
      const axe = new AxeBuilder({ page: one })
      const { violations } = await (colorScheme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze()
      assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
    }
  }

  it('lead a citizen from the start page to their centre’s on-time rate and how it is counted', async () => {
    await page.goto(`${url}/?period=2026-03`)
    await page.getByLabel('Xem nơi ông/bà làm thủ tục').fill('Trung tâm PUB')
    await page.getByRole('link', { name: 'Trung tâm PUB' }).click()
    await page.getByRole('heading', { level: 1, name: /^Trung tâm PUB/ }).waitFor()
    await page.getByLabel('Chỉ số').selectOption('on-time-due')
    await page.waitForURL(/indicator=on-time-due/)
    await page.goto(`${page.url()}&period=2026-03`)
    await page.getByRole('heading', { level: 1, name: 'Trung tâm PUB: giải quyết đúng hạn 75%' }).waitFor()
    const reading = page.locator('[data-group="punctuality"] > .readings li')
    await reading.getByText('Cách tính và căn cứ').click()
    await reading.getByText('Công thức').waitFor()
    await page.getByRole('link', { name: 'So với các nơi cùng cấp' }).waitFor()
  })

  it('have one tile for each province that the registry knows', async () => {
    const { client } = await testService()
    const { rows } = (await client.request('GET', '/api/v1/units?kind=province&limit=100')).json as { rows: { code: string }[] }
    // Provinces that tests have made have letters in their codes.
    assert.deepEqual(TILES.map(({ code }) => code).sort(), rows.map(({ code }) => code).filter((it) => /^\d+$/.test(it)).sort())
  })

  it('show the country in three classes, silence and too few hatched, and are gone about by keys', async () => {
    await page.goto(`${url}/?period=${PERIOD}`)
    await page.getByRole('heading', { name: /Giải quyết đúng hạn: 1\d nơi chắc chắn cao hơn cả nước, 1\d nơi chắc chắn thấp hơn/ }).waitFor()
    assert.match(plain(await page.locator('[data-tile="96"]').innerText()), /Cà Mau\s+chưa có/)
    assert.match(plain(await page.locator('[data-tile="04"]').innerText()), /Cao Bằng\s+dưới 10/)
    assert.equal(await page.locator('[data-tile="04"]').getAttribute('data-side'), null)
    await page.getByText('Hoàng Sa').waitFor()
    await page.getByText('Trường Sa').waitFor()
    await pleases(page)
    await page.locator('[data-tile="12"] a').focus()
    await page.keyboard.press('ArrowRight')
    const lowest = page.locator('[data-tile="15"] a:focus')
    assert.match(plain(await lowest.getAttribute('aria-label')), /^Lào Cai: 80,0%, khoảng .* chưa phân biệt được với cả nước$/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/don-vi\/15\?/)
  })

  it('compare places by their intervals, with everything in the address', async () => {
    await page.goto(`${url}/so-sanh?period=${PERIOD}&order=value`)
    await page.getByRole('heading', { level: 1, name: /nơi chắc chắn cao hơn cả nước/ }).waitFor()
    const chart = page.getByRole('img', { name: /nơi chắc chắn cao hơn cả nước/ })
    await chart.focus()
    await page.keyboard.press('ArrowDown')
    await page.getByText(/: 90,0%, khoảng .*, n = 1\.000, chắc chắn cao hơn cả nước/).waitFor()
    await page.getByRole('heading', { name: '21 trong 32 nơi nằm ngoài giới hạn 99,8%: rất khó là ngẫu nhiên' }).waitFor()
    await page.getByLabel('Lọc theo tên').fill('ca mau')
    await page.locator('[data-place="96"]').getByText('chưa có số liệu').waitFor()
    assert.equal(await page.locator('[data-place]').count(), 1)
    await page.waitForURL(/words=ca/)
    await page.getByLabel('Lọc theo tên').fill('ha noi')
    await page.locator('[data-place="01"]').waitFor()
    await pleases(page)
  })

  it('keep a chart as a picture of twice the density', async () => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'PNG' }).first().click()
    assert.match((await download).suggestedFilename(), /^thuoc-do-so-sanh-ca-nuoc-province-on-time-due-2019-06\.png$/)
  })

  it('show the figures as a table where a chart cannot be drawn', async () => {
    await page.route('**/chart-worker*', (it) => it.abort())
    try {
      await page.goto(`${url}/don-vi/PUB?period=2026-03&indicator=on-time-due`)
      await page.getByText('Chưa vẽ được biểu đồ. Số liệu ở bảng dưới đây.').waitFor()
      await page.getByRole('table').getByRole('row', { name: /75/ }).first().waitFor()
    } finally {
      await page.unroute('**/chart-worker*')
    }
  })

  it('can be shown within other sites’ pages, this one page only', async () => {
    const policyOf = async (path: string) => {
      const { headers } = await fetch(url + path, { headers: { accept: 'text/html' } })
      return [/frame-ancestors ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1], headers.get('x-frame-options')]
    }
    assert.deepEqual(await policyOf('/nhung/PUB?indicator=on-time-due'), ['*', null])
    for (const path of ['/', '/don-vi/PUB', '/nhung', '/nhung/PUB/x', '/NHUNG/PUB', '/quan-tri', '/nhung/%2e%2e%2fquan-tri']) assert.deepEqual(await policyOf(path), ["'self'", 'SAMEORIGIN'], path)
    await page.goto(`${url}/nhung/PUB?indicator=on-time-due&period=2026-03&view=ruler&lang=en&theme=dark`)
    await page.getByRole('heading', { name: /75%/ }).waitFor()
    assert.equal(await page.evaluate<string>('document.documentElement.dataset.theme'), 'dark')
    assert.equal(await page.getByRole('link', { name: 'See it in full on Thước Đo' }).getAttribute('href'), '/don-vi/PUB?indicator=on-time-due&period=2026-03&lang=en')
    assert.equal(await page.getByRole('banner').count(), 0)
    await pleases(page)
  })

  it('say their finding before they are opened, with a picture that is kept', async () => {
    const html = await (await fetch(`${url}/don-vi/PUB?period=2026-03&indicator=on-time-due`, { headers: { accept: 'text/html' } })).text()
    assert.match(html, /<title>Trung tâm PUB: giải quyết đúng hạn 75% – Thước Đo<\/title>/)
    assert.match(html, /<meta property="og:image" content="[^"]+\/anh-chia-se\/PUB\.png\?indicator=on-time-due&amp;period=2026-03&amp;lang=vi">/)
    const picture = await fetch(`${url}/anh-chia-se/PUB.png?period=2026-03&indicator=on-time-due`)
    const bytes = Buffer.from(await picture.arrayBuffer())
    assert.deepEqual([picture.status, picture.headers.get('content-type'), bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [200, 'image/png', 1_200, 630])
    await supertest(url).get('/anh-chia-se/PUB.png?period=2026-03&indicator=on-time-due').set('if-none-match', picture.headers.get('etag') ?? '').expect(304)
    const statusOf = async (path: string) => (await fetch(`${url}/anh-chia-se/${path}`)).status
    assert.deepEqual([await statusOf('NOWHERE.png'), await statusOf('PUB.png?indicator=none'), await statusOf('PUB.png?period=2026-13')], [404, 404, 422])
  })
})
