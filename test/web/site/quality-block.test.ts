import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { aDossier, aRating } from '../../support/events.ts'
import { testService } from '../../support/service.ts'

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))

describe('the quality of service on a unit’s page', function () {
  let browser: Browser
  let page: Page
  const open = async (unit: string) => page.goto(`${(await testService()).url}/don-vi/${unit}?period=2026-03`)

  before(async () => {
    const { client } = await testService()
    await client.importCsv('units', 'code,parentCode,kind,nameVi,validFrom\nQBA,46,centre,Trung tâm QBA,2020-01-01\nQBB,46,centre,Trung tâm QBB,2020-01-01\n')
    await client.importCsv('counters', 'code,centreCode,nameVi,validFrom\nQBA.Q1,QBA,Quầy 1,2020-01-01\nQBB.Q1,QBB,Quầy 1,2020-01-01\n')
    // At QBA half of those served have rated, at QBB nobody has.
    const dossiers = ['QBA', 'QBB'].flatMap((centre) => times(120, () => aDossier(centre, { agencyCode: '46', componentsDigitised: 2, resultElectronic: true, channel: 'online', fee: 1_000, paid: true, paidOnline: 'national' })))
    await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers } })
    await client.sendRatings(times(60, (index) => aRating('QBA.Q1', { occurredAt: '2026-03-10T09:00:00+07:00', score: index < 54 ? 5 : 2 })))
    const measures = [{ unitCode: 'QBA', period: '2026-03', metric: 'TRANSPARENCY_SCORE', value: 9, source: 'national-portal', reportedAt: '2026-04-05T00:00:00Z' }]
    await client.request('POST', '/api/v1/measures', { token: client.key, body: { measures } })
    const sampleOf = async (indicator: string, unit: string) => (await client.values(indicator, { period: '2026-03', level: 'centre', parent: unit }))[0]?.sampleSize
    await until(async () => (await sampleOf('counter-satisfaction', 'QBA')) === 60 && (await sampleOf('on-time-due', 'QBA')) === 120 && (await sampleOf('on-time-due', 'QBB')) === 120)
    browser = await launchBrowser()
    page = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 800 }, reducedMotion: 'reduce' })).newPage()
  })
  after(() => browser.close())

  it('stands as a score with its interval, its groups by weight and what is known of it', async () => {
    await open('QBA')
    const block = page.locator('section.quality')
    await block.getByRole('heading', { name: /^Chất lượng phục vụ, tháng 3\/2026: \d+,\d trên 100 điểm$/ }).waitFor()
    await block.getByText(/khoảng 95%: \d+,\d đến \d+,\d/).waitFor()
    const words = (await block.innerText()).replaceAll('\u00a0', ' ')
    for (const said of [/Đã biết \d+% trọng số/, /Công khai, minh bạch\s+trọng số 18\s+50,0/, /Tiến độ giải quyết\s+trọng số 20\s+100,0/, /50,0%, nơi khác báo cáo/]) assert.match(words, said)
  })

  it('has satisfaction of everybody served beside that of those who rated, and why the two differ', async () => {
    // Its answer comes by itself, after the score's.
    await page.locator('section.estimate').getByText('Hai số khác nhau vì').waitFor()
    const words = (await page.locator('section.estimate').innerText()).replaceAll('\u00a0', ' ')
    for (const said of ['Người đã đánh giá', 'Ước tính cho mọi hồ sơ đã giải quyết', 'Hai số khác nhau vì', 'bằng 50% số hồ sơ đã giải quyết (120 hồ sơ)', 'dễ trả lời hơn hoặc ngại trả lời hơn 1,5 lần']) assert.ok(words.includes(said), `${said} is not in ${words}`)
    const { violations } = await new AxeBuilder({ page }).include('section.quality').include('section.estimate').analyze()
    assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
    assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')) <= 0)
  })

  it('is not published where nobody has rated, and says so in plain words', async () => {
    await open('QBB')
    const block = page.locator('section.quality')
    await block.getByRole('heading', { name: 'Chất lượng phục vụ, tháng 3/2026: chưa công bố' }).waitFor()
    assert.ok((await block.innerText()).includes('Chưa công bố vì chưa đủ lượt đánh giá hài lòng của người dân.'))
    assert.match(await block.innerText(), /Nếu biết hết, điểm số sẽ nằm đâu đó từ \d+,\d đến \d+,\d\./)
    assert.equal(await block.locator('.v').count(), 0)
  })
})
