import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { createSubscriptionTokens } from '../../../response/subscriptions/subscription-tokens.ts'
import type { Role } from '../../../contract/role.ts'
import { launchBrowser } from '../../support/browser.ts'
import { until } from '../../support/client.ts'
import { aRating } from '../../support/events.ts'
import { testService } from '../../support/service.ts'
import { unzip } from '../../support/unzip.ts'

/** A month of these pages' own: once it is frozen, nothing else of this suite counts in it. */
const MONTH = '2024-05'

describe('the pages of published months', function () {
  let browser: Browser
  let page: Page
  let second: Page
  let url: string
  let openAs: (name: string, role?: Role) => Promise<Page>
  before(async () => {
    const { client, access, record, ...service } = await testService()
    url = service.url
    await client.makeCentre('EDP', 1)
    await client.sendRatings(Array.from({ length: 12 }, (_, i) => aRating('EDP.Q1', { occurredAt: `${MONTH}-14T09:00:00+07:00`, score: i < 9 ? 5 : 2 })))
    await until(async () => (await client.values('counter-satisfaction', { period: MONTH, level: 'centre' })).find((it) => it.unit === 'EDP'))
    browser = await launchBrowser()
    openAs = async (name, role = 'national-home-affairs') => {
      const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
      const id = randomUUID()
      await record.query("INSERT INTO account (id, email, name, role) VALUES ($1, $2, $3, $4)", [id, `${id}@example.vn`, name, role])
      await context.addCookies([{ name: 'session', value: await access.sessions.open(id), url }])
      return await context.newPage()
    }
    page = await openAs('Vụ Cải cách hành chính')
    second = await openAs('Cục Kiểm soát thủ tục hành chính')
  })
  after(() => browser.close())

  /** Ratings of the month that come after it was published. */
  const late = async () => {
    const { client } = await testService()
    await client.sendRatings(Array.from({ length: 20 }, (_, i) => aRating('EDP.Q1', { occurredAt: `${MONTH}-15T09:00:00+07:00`, score: i < 5 ? 5 : 2 })))
  }

  /** Fits a phone and a desk, light and dark, and axe finds nothing. */
  const checkLooks = async (looks: readonly (readonly [number, 'light' | 'dark'])[], shown = page) => {
    for (const [width, colorScheme] of looks) {
      await shown.setViewportSize({ width, height: 900 })
      await shown.emulateMedia({ colorScheme })
      const overflow = await shown.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      assert.ok(overflow <= 0, `overflows by ${overflow} px at ${width}`)
      const { violations } = await new AxeBuilder({ page: shown }).analyze()
      assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
    }
  }

  it('take a month from what to look at, through a second person’s approval, to files that verify on another machine', async () => {
    await page.goto(`${url}/quan-tri/chot-thang?period=${MONTH}`)
    await page.getByText('Đã qua ngày này.').waitFor()
    await page.getByText('12 lượt đánh giá, 0 hồ sơ').waitFor()
    await page.getByRole('button', { name: 'Chốt tháng 5/2024' }).click()
    await page.getByRole('dialog').getByText('Không lùi lại được').waitFor()
    await page.getByRole('button', { name: 'Tôi đã xem, chốt tháng 5/2024' }).click()
    await page.getByText('Đang chốt tháng 5/2024').waitFor()
    await page.getByRole('heading', { name: 'Số liệu tháng 5/2024 đã tính xong, chờ người thứ hai duyệt' }).waitFor()
    await page.getByText('Bạn là người yêu cầu nên không tự duyệt được').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Duyệt tháng 5/2024' }).count(), 0)
    await checkLooks([[390, 'dark']])
    await second.goto(`${url}/quan-tri/chot-thang?period=${MONTH}`)
    await second.getByLabel('Ghi chú khi duyệt').fill('Đã đối chiếu với báo cáo của tỉnh')
    await second.getByLabel('Công bố ngay').check()
    await second.getByRole('button', { name: 'Duyệt tháng 5/2024' }).click()
    await page.getByRole('heading', { name: 'Tháng 5/2024: đã chốt' }).waitFor()
    await page.getByRole('link', { name: 'Xem ở trang Số liệu mở' }).click()
    await page.getByRole('heading', { level: 1, name: 'Số liệu tháng 5/2024 đã chốt' }).waitFor()
    const file = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Bảng số liệu', exact: true }).click()
    assert.equal((await file).suggestedFilename(), `thuoc-do-${MONTH}.csv`)
    await page.getByText(`sha256sum thuoc-do-${MONTH}.csv`).waitFor()
    await page.getByRole('heading', { name: 'Lịch công bố' }).waitFor()
    const archive = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Toàn bộ, một tệp nén' }).click()
    const folder = await mkdtemp(join(tmpdir(), 'edition-'))
    await unzip(await readFile(await (await archive).path()), folder)
    const verify = () => spawnSync(process.execPath, ['verify-edition.mjs', '.'], { cwd: folder, encoding: 'utf8', env: {} })
    assert.equal(verify().status, 0)
    await writeFile(join(folder, 'tables.csv'), (await readFile(join(folder, 'tables.csv'), 'utf8')).replace(',0.75,', ',0.76,'))
    assert.match(verify().stderr, /tables\.csv: is not what was published/)
    await rm(folder, { recursive: true })
    await checkLooks([[1280, 'light']])
  })

  it('take a reader in who presses the button their mail leads to, and let them go again', async () => {
    const { access, record } = await testService()
    const tokens = createSubscriptionTokens({ box: access.box, clock: Date.now })
    const idOf = async () => (await record.query<{ id: string }>('SELECT id::text AS id FROM edition_subscriber')).map((it) => it.id)
    await page.goto(`${url}/theo-doi#xac-nhan=${encodeURIComponent(tokens.invite({ email: 'doc-gia@example.org', language: 'vi' }))}`)
    await page.getByRole('button', { name: 'Xác nhận nhận tin' }).waitFor()
    assert.deepEqual(await idOf(), [])
    await checkLooks([[390, 'light']])
    await page.getByRole('button', { name: 'Xác nhận nhận tin' }).click()
    await page.getByRole('heading', { level: 1, name: 'Bạn sẽ nhận thư khi có số liệu mới' }).waitFor()
    const [id = ''] = await idOf()
    await page.goto(`${url}/theo-doi#thoi=${encodeURIComponent(tokens.leave(id))}`)
    await page.getByRole('button', { name: 'Thôi nhận tin' }).click()
    await page.getByRole('heading', { level: 1, name: 'Bạn sẽ không nhận tin nữa' }).waitFor()
    assert.deepEqual(await idOf(), [])
    await page.getByText('Báo cho một hệ thống (webhook)').click()
    await page.getByLabel('Địa chỉ nhận').fill('https://10.0.0.1/')
    await page.getByRole('button', { name: 'Thêm địa chỉ' }).click()
    await page.getByText('Địa chỉ phải ở trên Internet.').waitFor()
  })

  it('list the keys that sign, and have another one made for a reason that is asked for once more', async () => {
    const administrator = await openAs('Quản trị hệ thống', 'administrator')
    await administrator.goto(`${url}/quan-tri/khoa-ky`)
    await administrator.getByText('đang ký').waitFor()
    await administrator.getByRole('button', { name: 'Đổi khóa ký' }).click()
    const really = administrator.getByRole('button', { name: 'Tôi hiểu, đổi khóa' })
    assert.equal(await really.isDisabled(), true)
    await administrator.getByLabel('Vì sao đổi').fill('Đổi khóa hằng năm theo quy chế')
    await checkLooks([[390, 'dark'], [1280, 'light']], administrator)
    await really.click()
    await administrator.getByText(/^Khóa [0-9a-f]{16} ký từ bây giờ\.$/).waitFor()
    await administrator.getByRole('row', { name: /đang ký Đổi khóa hằng năm theo quy chế/ }).waitFor()
    await administrator.context().close()
  })

  it('revise it for a late batch with a reason, and show everybody what that changed, from which edition to which', async () => {
    await late()
    await page.goto(`${url}/quan-tri/chot-thang?period=${MONTH}`)
    await page.getByText('đã về thêm 20 lượt đánh giá và 0 hồ sơ').waitFor()
    await page.getByText('Về muộn của 1 nơi').click()
    await page.getByRole('row', { name: /EDP.* 20 0 / }).waitFor()
    await page.getByRole('button', { name: 'Sửa đổi tháng 5/2024' }).click()
    await page.getByLabel('Vì sao sửa đổi').fill('Máy đánh giá mất mạng đến tháng sau mới gửi được')
    await page.getByRole('dialog').getByRole('button', { name: 'Sửa đổi tháng 5/2024' }).click()
    await second.goto(`${url}/quan-tri/chot-thang?period=${MONTH}`)
    await second.getByRole('button', { name: 'Xem khác bản 1 ở đâu' }).click()
    await second.getByRole('heading', { name: 'Bản 2 khác bản 1 ở đâu' }).waitFor()
    await second.getByLabel('Công bố ngay').check()
    await second.getByRole('button', { name: 'Duyệt tháng 5/2024' }).click()
    await page.getByRole('heading', { name: 'Tháng 5/2024: đã chốt' }).waitFor()
    await page.goto(`${url}/so-lieu?period=${MONTH}`)
    await page.getByText('Đã sửa đổi', { exact: true }).waitFor()
    await page.getByText(/^Bản 2 \(sửa đổi\) so với bản 1 \(chính thức\): /).waitFor()
    await page.getByText('Tính thêm so với bản trước: +20 lượt đánh giá, 0 hồ sơ.').waitFor()
    await page.getByText('Lý do: Máy đánh giá mất mạng đến tháng sau mới gửi được').waitFor()
    await page.getByRole('row', { name: /EDP.*Hài lòng tại quầy 75,00% \(n = 12\) 43,75% \(n = 32\) \+20/ }).first().waitFor()
    await checkLooks([[390, 'dark']])
    await page.goto(`${url}/so-lieu?period=${MONTH}&number=1`)
    await page.getByText('Đã thay thế', { exact: true }).waitFor()
    await page.goto(`${url}/don-vi/EDP?period=${MONTH}`)
    await page.locator('.now').getByText('đã sửa đổi').waitFor()
  })
})
