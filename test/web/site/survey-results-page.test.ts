import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../support/browser.ts'
import { testService } from '../../support/service.ts'

const SHOTS = process.env['RESULT_SHOTS']
const CENTRE = 'SVR'
const WRITTEN = ['Chờ lâu quá, số nhảy rất chậm', 'Phải đi lại nhiều lần vì thiếu giấy tờ', 'Cán bộ nhiệt tình, giải thích dễ hiểu', 'Không có ghế ngồi cho người già', 'Cảm ơn các anh chị', 'Hệ thống bị lỗi, nộp mãi không được']

describe('the page of a survey’s results', function () {
  let browser: Browser
  before(async () => {
    browser = await launchBrowser()
    const { client, warehouse } = await testService()
    await client.makeCentres([CENTRE])
    const sheet = (index: number, procedure: string, level: number, comment: string) => [
      randomUUID(), 'hai-long-dich-vu', 1, CENTRE, procedure, '2026-02', 'finished', index % 3 === 0 ? 'gateway' : 'card', 'vi', 1_772_000_000, 1,
      { 'access-signs': 1 + ((index * 3) % 5), 'access-seats': level, 'procedures-time': Math.max(1, level - (index % 2)), 'officials-manner': Math.min(5, level + (index % 3)), 'results-fair': level, 'feedback-ways': 1 + (index % 5), 'overall-service': level },
      {}, {}, comment ? { comment } : {}, ['access-signs', 'overall-service', 'comment'], 65_535,
    ]
    await warehouse.insert('survey_answers', ['ticket', 'questionnaire', 'version', 'centre_code', 'procedure_code', 'month', 'outcome', 'channel', 'language', 'answered_at', 'finished', 'levels', 'numbers', 'choices', 'texts', 'shown', 'precedence'], [
      ...Array.from({ length: 180 }, (_, index) => sheet(index, 'SVR.1', index % 10 === 0 ? 2 : 5, '')),
      ...Array.from({ length: 90 }, (_, index) => sheet(index, 'SVR.2', index % 10 < 4 ? 1 : 4, WRITTEN[index % WRITTEN.length] ?? '')),
    ])
    await warehouse.insert('dossier_daily', ['day', 'centre_code', 'procedure_code', 'sector_code', 'channel', 'resolved', 'version', 'is_deleted'],
      [['SVR.1', 'HOTICH', 300], ['SVR.2', 'DATDAI', 900], ['SVR.3', 'YTE', 120]].map(([procedure, sector, resolved]) => ['2026-02-10', CENTRE, procedure, sector, 'direct', resolved, 1, 0]))
    await warehouse.insert('rating_daily', ['day', 'centre_code', 'counter_code', 'hour', 'procedure_code', 'scale', 'score', 'ratings', 'version', 'is_deleted'],
      [['SVR.1', 5, 820], ['SVR.1', 2, 60], ['SVR.2', 4, 180], ['SVR.2', 1, 100]].map(([procedure, score, count]) => ['2026-02-10', CENTRE, 'SVR.Q1', 9, procedure, 5, score, count, 1, 0]))
  })
  after(() => browser.close())

  it('says in words what weights, tablets and comments add to the figures, in both languages', async () => {
    const { url, record, access } = await testService()
    const id = randomUUID()
    await record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', 'Giám đốc thử', 'director', $3)", [id, `${id}@example.vn`, CENTRE])
    const looks = SHOTS ? [1280, 390].flatMap((width) => (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme }))) : [{ width: 1280, colorScheme: 'light' as const }]
    for (const { width, colorScheme } of looks) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'vi-VN', colorScheme })
      await context.addCookies([{ name: 'session', value: await access.sessions.open(id), url }])
      const page = await context.newPage()
      await page.goto(`${url}/ket-qua-khao-sat?unit=${CENTRE}&period=2026-02`)
      await page.getByText(/nhiều nhất vì lĩnh vực DATDAI chiếm 68% số hồ sơ mà chiếm 33% số phiếu/).waitFor()
      await page.getByText(/^Người trả lời trên mạng ít hài lòng hơn người chấm tại quầy .*Tính theo cùng cơ cấu lĩnh vực thì không còn thấy chênh lệch rõ rệt/).waitFor()
      await page.getByRole('heading', { name: 'Góp ý trong khảo sát: 90' }).waitFor()
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/vi-${colorScheme}-${width}.png`, fullPage: true })
      assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map((it) => it.id), [])
      await page.evaluate("localStorage.setItem('thuoc-do-language', 'en')")
      await page.reload()
      await page.getByText(/most of it because DATDAI is 68% of the dossiers and 33% of the sheets/).waitFor()
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/en-${colorScheme}-${width}.png`, fullPage: true })
      await context.close()
    }
  })
})
