import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { SMTPServer } from 'smtp-server'
import { maskPersonalData } from '../../../ingest/pipeline/personal-mask.ts'
import { createMailer } from '../../../platform/mail/create-mailer.ts'
import { createDueAlarmBook } from '../../../registry/due-alarms/due-alarm-book.ts'
import { createDueAlarmSettings } from '../../../registry/due-alarms/due-alarm-settings.ts'
import { raiseAlerts } from '../../../response/alerts/raise-alerts.ts'
import { createLoop, createLoopJobs } from '../../../response/create-loop.ts'
import { launchBrowser } from '../../support/browser.ts'
import { connectRedis } from '../../../platform/redis/connect-redis.ts'
import { freePort } from '../../support/free-port.ts'
import { testService, type TestService } from '../../support/service.ts'
import { quietLogger, sharedRedis } from '../../support/stores.ts'

describe('the way of an alert to what everybody reads', function () {
  let service: TestService
  let browser: Browser
  let smtp: SMTPServer
  const mails: string[] = []
  const people: Record<string, string> = {}

  const pageOf = async (who: string | null): Promise<Page> => {
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    if (who !== null) await context.addCookies([{ name: 'session', value: await service.access.sessions.open(people[who] ?? ''), url: service.url }])
    return await context.newPage()
  }
  const checkPage = async (page: Page) => {
    const { violations } = await new AxeBuilder({ page }).analyze()
    assert.deepEqual(violations.map((it) => `${it.id} ${it.nodes[0]?.html}`), [])
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      assert.ok(overflow <= 0, `overflows by ${overflow} px at ${width}`)
    }
  }

  before(async () => {
    service = await testService()
    await service.client.makeCentre('CPA', 2)
    const { record, registry, access, warehouse } = service
    for (const [role, name] of [['director', 'Giám đốc'], ['case-handler', 'Người xử lý']] as const) {
      people[role] = randomUUID()
      await record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', $3, $4, 'CPA')", [people[role], `${people[role]}@example.vn`, name, role])
    }
    const { deviceId } = await registry.devices.create({ counterCode: 'CPA.Q1', serial: null, actor: 'system' })
    const since = new Date(Date.now() - 2 * 3_600_000)
    await record.query('UPDATE device SET enrolled_at = $2 WHERE id = $1', [deviceId, since])
    await record.query('UPDATE device_place SET valid_from = $2 WHERE device_id = $1', [deviceId, since])
    await record.query("INSERT INTO device_alarm (device_id, kind, level, since, detail) VALUES ($1, 'unseen', 'alarm', $2, '{}')", [deviceId, since])

    smtp = new SMTPServer({ disabledCommands: ['AUTH', 'STARTTLS'], logger: false, onData: (stream, _session, done) => {
      let raw = ''
      stream.on('data', (part: Buffer) => { raw += part.toString() }).on('end', () => { mails.push(raw); done() })
    } })
    const port = await freePort()
    await new Promise<void>((resolve) => smtp.listen(port, '127.0.0.1', resolve))
    const mailer = createMailer({ url: `smtp://127.0.0.1:${port}`, from: 'thuoc-do@example.vn' })
    const loop = createLoop({ ...registry, record, warehouse, clock: Date.now, box: access.box, mask: maskPersonalData, keepDays: 90, hasMail: true })
    const dueAlarms = { book: createDueAlarmBook({ record, clock: Date.now }), settings: createDueAlarmSettings({ record, places: registry.places, box: access.box, privateHosts: [] }) }
    const redis = connectRedis({ socketPath: (await sharedRedis()).options.path ?? '' })
    const jobs = createLoopJobs(loop, { redis, logger: quietLogger, mailer, demo: true, publicUrl: service.url, privateHosts: [], dueAlarms })
    for (const id of Object.values(people)) await loop.notices.putChoices(id, { ...await loop.notices.choices(id), quiet: null })
    await raiseAlerts(jobs.raising, ['silent-tablets'])
    await loop.notices.collect()
    for (const { id } of await loop.posts.waiting()) await jobs.sender.send({ id })
    mailer.close()
    await jobs.sender.close()
    redis.disconnect()
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await new Promise<void>((resolve) => smtp.close(() => resolve()))
  })

  it('goes by mail and bell to a case that is taken on, acted on, closed, told, checked and read by everybody', async () => {
    assert.equal(mails.length, 2)
    const page = await pageOf('case-handler')
    await page.goto(service.url)
    await page.getByRole('link', { name: 'Thông báo: 1 chưa đọc' }).click()
    await page.getByRole('heading', { level: 1, name: '1 thông báo chưa đọc' }).waitFor()
    await page.getByRole('link', { name: /máy tính bảng im lặng trong giờ làm việc/ }).click()
    await page.getByText('Quầy 1: máy tính bảng im lặng trong giờ làm việc').first().waitFor()
    await checkPage(page)
    await page.getByRole('button', { name: /^Mở vụ việc\s*: Quầy 1/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Quầy 1: máy tính bảng im lặng' }).waitFor()
    await page.getByRole('button', { name: 'Nhận vụ việc' }).click()
    await page.getByRole('button', { name: 'Ghi việc đã làm' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Ghi việc đã làm' }).click()
    await dialog.getByText('Cần ít nhất 5 ký tự.').waitFor()
    await dialog.getByLabel('Đã làm gì').fill('Đã cắm lại nguồn và khởi động máy.')
    await dialog.getByRole('button', { name: 'Ghi việc đã làm' }).click()
    await page.locator('[data-step="measure"]').waitFor()
    await checkPage(page)
    await page.getByRole('button', { name: 'Kết thúc', exact: true }).click()
    await dialog.getByLabel('Kết quả').fill('Máy đã hoạt động lại.')
    await dialog.getByRole('button', { name: 'Kết thúc', exact: true }).click()
    await page.getByRole('button', { name: 'Viết hai câu' }).click()
    const pair = page.locator('[data-said-done]')
    await pair.getByLabel('Bà con nói').fill('Máy đánh giá ở quầy 1 không chạy')
    await pair.getByLabel('Chúng tôi đã làm').fill('Đã sửa máy, mỗi sáng có người kiểm tra')
    await pair.getByRole('button', { name: 'Gửi kiểm tra' }).click()
    await pair.getByText('chờ kiểm tra', { exact: true }).waitFor()
    const address = page.url()

    const checker = await pageOf('director')
    await checker.goto(address)
    await checker.getByRole('button', { name: 'Công khai' }).click()
    await checker.locator('[data-said-done]').getByText('đang công khai').waitFor()

    const visitor = await pageOf(null)
    await visitor.goto(`${service.url}/don-vi/CPA`)
    await visitor.locator('[data-said-done]').getByText('Đã sửa máy, mỗi sáng có người kiểm tra').waitFor()
    await checkPage(visitor)
  })

  it('lets whoever has rated leave a contact only after they have agreed', async () => {
    const page = await pageOf(null)
    await page.goto(`${service.url}/xin-tra-loi?id=${randomUUID()}`)
    await page.getByRole('textbox', { name: 'Số điện thoại' }).fill('0912 345 678')
    await page.getByRole('button', { name: 'Gửi' }).click()
    await page.getByText('Cần đánh dấu đồng ý.').waitFor()
    await checkPage(page)
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Gửi' }).click()
    await page.getByRole('heading', { level: 1, name: 'Đã ghi. Trung tâm sẽ trả lời ông/bà' }).waitFor()
  })
})
