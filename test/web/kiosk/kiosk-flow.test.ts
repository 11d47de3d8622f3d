import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { USUAL_KIOSK } from '../../../contract/kiosk.ts'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { FACES, journalOf, openKiosk, settleKiosk } from '../../support/kiosk.ts'
import { testService } from '../../support/service.ts'

const BAD = FACES[1] as string

describe('a citizen at the kiosk', function () {
  let browser: Browser
  let context: BrowserContext
  let page: Page
  before(async () => {
    const { client } = await testService()
    await client.makeCentre('KIF')
    await settleKiosk(client, 'KIF', { ...USUAL_KIOSK, languages: ['vi', 'en', 'hmn'] })
    browser = await launchBrowser()
    const opened = await openKiosk(browser, 'KIF')
    page = opened.page
    context = opened.context
    // A language that is a file beside the page, and does not say everything.
    await page.route('**/kiosk/languages/hmn.json', (route) => route.fulfill({ json: { name: 'Hmoob', messages: { level5: 'Zoo siab heev' }, reasons: { 'waiting-time': 'Tos ntev' } } }))
    await page.clock.install()
    await page.reload()
    await page.locator('.faces button').first().waitFor()
    // What is tapped stays in the journal, to be looked at.
    await page.route('**/api/v1/ratings', (route) => route.abort())
  })
  after(() => browser.close())

  const face = (name: string) => page.getByRole('button', { name, exact: true })
  const last = async () => (await journalOf(page)).at(-1)
  const home = () => page.locator('.faces button').first().waitFor()

  it('has counted at the first tap, is asked one thing more, and is thanked', async () => {
    await face(BAD).click()
    await page.getByRole('heading', { name: 'Điều gì làm ông/bà chưa hài lòng?' }).waitFor()
    assert.deepEqual((await last())?.score, 2)
    await page.getByRole('button', { name: 'Chờ lâu' }).click()
    await page.getByRole('button', { name: 'Viết thêm' }).click()
    await page.getByLabel('Điều ông/bà muốn nói thêm').fill('Đợi hơn một giờ')
    await page.getByRole('button', { name: 'Xong' }).click()
    await page.getByRole('heading', { name: 'Cảm ơn ông/bà.' }).waitFor()
    const { reasons, comment } = (await last()) ?? {}
    assert.deepEqual({ reasons, comment }, { reasons: ['waiting-time'], comment: 'Đợi hơn một giờ' })
    await page.clock.fastForward(4_100)
    await home()
  })

  it('keeps a half-finished answer when they walk away, and is asked for what was good by a list of its own', async () => {
    const before = (await journalOf(page)).length
    await face(FACES[4] as string).click()
    await page.getByRole('heading', { name: 'Điều gì làm ông/bà hài lòng?' }).waitFor()
    await page.getByRole('button', { name: 'Nhanh gọn' }).click()
    await page.clock.fastForward(20_100)
    await home()
    const entries = await journalOf(page)
    assert.deepEqual([entries.length, entries.at(-1)?.score, entries.at(-1)?.reasons], [before + 1, 5, ['quick']])
  })

  it('keeps a half-finished answer over a crash', async () => {
    await face(BAD).click()
    await page.getByRole('button', { name: 'Thái độ phục vụ' }).click()
    await until(async () => (await last())?.reasons?.length === 1)
    await page.reload()
    await home()
    assert.deepEqual((await last())?.reasons, ['staff-attitude'])
  })

  it('counts a double tap once and lets it choose nothing, and counts the next person however quick they are', async () => {
    const before = (await journalOf(page)).length
    await face('Bình thường').dblclick()
    await page.getByRole('button', { name: 'Xong' }).waitFor()
    assert.equal((await journalOf(page)).length, before + 1)
    assert.equal(await page.locator('.reasons [aria-pressed=true]').count(), 0)
    await page.getByRole('button', { name: 'Xong' }).click()
    await page.getByRole('button', { name: 'Người tiếp theo' }).click()
    await face('Bình thường').click()
    await page.getByRole('button', { name: 'Xong' }).click()
    assert.equal((await journalOf(page)).length, before + 2)
    await page.getByRole('button', { name: 'Người tiếp theo' }).click()
  })

  it('may take another face for the same rating', async () => {
    const before = (await journalOf(page)).length
    await face(BAD).click()
    await page.getByRole('button', { name: 'Chọn lại mặt' }).click()
    await face('Hài lòng').click()
    await page.getByRole('button', { name: 'Xong' }).click()
    await page.getByRole('heading', { name: 'Cảm ơn ông/bà.' }).waitFor()
    assert.deepEqual([(await journalOf(page)).length, (await last())?.score], [before + 1, 4])
    await page.getByRole('button', { name: 'Người tiếp theo' }).click()
  })

  it('changes the language with one touch, hears Vietnamese where a language has no word, and leaves Vietnamese to the next', async () => {
    await page.getByRole('button', { name: 'Hmoob' }).click()
    await face('Zoo siab heev').waitFor()
    await face(BAD).click()
    await page.getByRole('button', { name: 'Tos ntev' }).waitFor()
    assert.equal(await page.getAttribute('html', 'lang'), 'hmn')
    await page.clock.fastForward(20_100)
    await face('Rất hài lòng').waitFor()
    assert.equal(await page.getAttribute('html', 'lang'), 'vi')
  })

  it('is named to a screen reader face by face, by word and not by colour', async () => {
    const tree = await page.getByRole('group', { name: 'Các mức hài lòng' }).ariaSnapshot()
    assert.deepEqual(tree.split('\n').slice(1).map((it) => it.trim()), FACES.map((it) => `- button "${it}"`))
  })

  it('rates by keyboard alone', async () => {
    const before = (await journalOf(page)).length
    await face(BAD).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Điều gì làm ông/bà chưa hài lòng?' }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await until(async () => (await last())?.reasons?.[0] === 'waiting-time')
    assert.equal((await journalOf(page)).length, before + 1)
    await context.close()
  })
})
