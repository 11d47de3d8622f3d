import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { toHanoiDay } from '../../../contract/period.ts'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { aRating } from '../../support/events.ts'
import { ADMIN, testService } from '../../support/service.ts'

const TODAY = toHanoiDay(Date.now())
const inWords = (day: string) => day.split('-').reverse().map(Number).join('/')

/** Two centres of an agency in Khánh Hòa, where no other test has a place. */
const UNITS = `code,parentCode,kind,nameVi,nameEn,validFrom,validTo
PL,56,agency,Sở Thử nghiệm,Department of Trials,2020-01-01,
PL1,PL,centre,Trung tâm thử một,Trial centre one,2020-01-01,
PL2,PL,centre,Trung tâm thử hai,Trial centre two,2020-01-01,
`
const COUNTERS = `code,centreCode,nameVi,nameEn,validFrom,validTo
PL1.Q1,PL1,Quầy 1,Counter 1,2020-01-01,
PL1.Q2,PL1,Quầy 2,Counter 2,2020-01-01,
PL2.Q1,PL2,Quầy 3,Counter 3,2020-01-01,
`

describe('the pages of places', function () {
  let browser: Browser
  let url: string
  let signedIn: Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>

  before(async () => {
    const { client, url: address } = await testService()
    url = address
    await client.importCsv('units', UNITS)
    await client.importCsv('counters', COUNTERS)
    const occurredAt = new Date().toISOString()
    await client.sendRatings(['PL1.Q1', 'PL2.Q1'].flatMap((counter, index) =>
      Array.from({ length: 20 }, (_, each) => aRating(counter, { occurredAt, score: each < 4 + 8 * index ? 2 : 5 }))))
    await until(async () => (await client.values('counter-satisfaction', { period: TODAY.slice(0, 7), level: 'centre', parent: 'PL' })).filter((it) => it.sampleSize === 20).length === 2)
    browser = await launchBrowser()
    const page = await (await browser.newContext({ locale: 'vi-VN' })).newPage()
    await page.goto(`${url}/dang-nhap`)
    await page.locator('#email').fill(ADMIN.email)
    await page.locator('#password').fill(ADMIN.password)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByRole('button', { name: 'Đăng xuất' }).waitFor()
    signedIn = await page.context().storageState()
    await page.context().close()
  })
  after(() => browser.close())

  const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', storageState: signedIn, ...options })
    const page = await context.newPage()
    await page.goto(url + path)
    return page
  }
  const findRoom = async (page: Page) => {
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    assert.ok(overflow <= 0, `overflows by ${overflow} px`)
  }
  const pleaseAxe = async (page: Page) => {
    const { violations } = await new AxeBuilder({ page }).analyze()
    assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
  }
  const countersOf = async (centre: string) => {
    const { client } = await testService()
    return ((await client.request('GET', `/api/v1/counters?centre=${centre}`, { cookie: client.cookie })).json.rows as { code: string }[]).map(({ code }) => code)
  }

  it('walks the tree by keys alone: letters find, arrows open and enter, Enter chooses', async () => {
    const page = await open('/quan-tri/don-vi')
    const tree = page.getByRole('tree')
    await tree.locator('[data-code="56"]').waitFor()
    await tree.locator('[tabindex="0"]').focus()
    await page.keyboard.type('khanh')
    await tree.locator('[data-code="56"]:focus').waitFor()
    await page.keyboard.press('ArrowRight')
    await tree.locator('[data-code="PL"]').waitFor()
    for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
    await tree.locator('[data-code="PL1"]').waitFor()
    for (const key of ['ArrowRight', 'Enter']) await page.keyboard.press(key)
    await page.getByRole('heading', { name: 'Trung tâm thử hai' }).waitFor()
    assert.equal(new URL(page.url()).searchParams.get('place'), 'PL2')
    await page.keyboard.press('ArrowLeft')
    assert.equal(await page.evaluate('document.activeElement.dataset.code'), 'PL')
    await page.context().close()
  })

  it('merges two centres after showing what that does, and takes it back', async () => {
    const page = await open('/quan-tri/don-vi')
    await page.getByLabel('Tìm đơn vị hoặc quầy').fill('thu mot')
    await page.getByRole('button', { name: /^Trung tâm thử một/ }).click()
    await page.getByRole('button', { name: 'Nhập vào nơi khác' }).click()
    await page.getByLabel('Đơn vị nhận').fill('PL2')
    await page.getByRole('button', { name: 'Xem trước' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('heading', { name: `Từ ${inWords(TODAY)}: 1 đơn vị kết thúc, 2 quầy đổi trung tâm.` }).waitFor()
    const said = await dialog.innerText()
    assert.match(said, /20 lượt đánh giá và 0 hồ sơ đã lưu từ .* sẽ tính cho nơi khác\. Không lượt nào mất\./)
    assert.match(said, /Trung tâm thử một \(PL1\) kết thúc, nơi kế thừa là Trung tâm thử hai\./)
    await dialog.getByRole('img', { name: /^Trung tâm thử hai, sau: 60%/ }).waitFor()
    assert.deepEqual(await countersOf('PL2'), ['PL2.Q1'], 'a preview changes nothing')

    await dialog.getByRole('button', { name: 'Thực hiện' }).click()
    await page.getByText('Nhập Trung tâm thử một vào Trung tâm thử hai.').waitFor()
    assert.deepEqual(await countersOf('PL2'), ['PL1.Q1', 'PL1.Q2', 'PL2.Q1'])
    await page.getByText(`Ngày ${inWords(TODAY)} không có nơi này.`, { exact: false }).waitFor()

    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await page.getByText('Đã hoàn tác. Cây trở lại như trước.').waitFor()
    assert.deepEqual(await countersOf('PL2'), ['PL2.Q1'])
    await page.goto(`${url}/quan-tri/to-chuc-lai`)
    await page.getByRole('row', { name: /Nhập Trung tâm thử một vào Trung tâm thử hai.*đã hoàn tác/ }).first().waitFor()
    await page.context().close()
  })

  it('says beside the field, in Vietnamese, which rule a new counter breaks', async () => {
    const page = await open('/quan-tri/don-vi?place=PL1')
    await page.getByRole('button', { name: 'Thêm quầy' }).click()
    await page.getByRole('button', { name: 'Lưu' }).click()
    await page.getByText('Chưa ghi mã.').waitFor()
    await page.getByLabel('Mã', { exact: true }).fill('PL')
    await page.getByLabel('Tên', { exact: true }).fill('Quầy 9')
    await page.getByRole('button', { name: 'Lưu' }).click()
    await page.getByText('Mã này đã là mã của một đơn vị.').waitFor()
    assert.equal(await page.getByText('Chưa ghi mã.').count(), 0)
    await page.context().close()
  })

  it('checks a file before it stores it, and says what is wrong with which line', async () => {
    const page = await open('/quan-tri/nhap-du-lieu?kind=counters')
    const buffer = Buffer.from('Mã quầy,Mã trung tâm,Tên quầy,Từ ngày\nPL2.Q7,PL2,Quầy 7,01/02/2026\nPL2.Q8,PL9,Quầy 8,01/02/2026\n')
    await page.locator('#import-file').setInputFiles({ name: 'quay.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: 'Kiểm tra tệp' }).click()
    await page.getByRole('heading', { name: '1 trong 2 dòng hợp lệ, 1 dòng sai' }).waitFor()
    await page.getByRole('row', { name: /3.*centreCode.*PL9.*Không có trung tâm nào mang mã này/ }).waitFor()
    assert.equal((await countersOf('PL2')).includes('PL2.Q7'), false)
    await page.getByRole('button', { name: 'Nhập 1 dòng hợp lệ' }).click()
    await page.getByRole('heading', { name: 'Đã nhập 1 trong 2 dòng' }).waitFor()
    assert.equal((await countersOf('PL2')).includes('PL2.Q7'), true)
    await page.context().close()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`fits a phone and a desk and pleases axe, ${colorScheme}`, async () => {
      const page = await open('/quan-tri/don-vi?place=PL1', { colorScheme })
      await page.getByRole('button', { name: 'Quầy 2', exact: true }).waitFor()
      await findRoom(page)
      await pleaseAxe(page)
      await page.setViewportSize({ width: 390, height: 844 })
      await findRoom(page)
      await page.getByRole('button', { name: 'Tách' }).click()
      await page.getByLabel('Quầy 1 về').selectOption('Phần 1')
      await findRoom(page)
      if (colorScheme === 'light') await pleaseAxe(page)
      await page.goto(`${url}/quan-tri`)
      await page.locator('[data-step="don-vi"].done').waitFor()
      await findRoom(page)
      await page.context().close()
    })
  }
})
