import assert from 'node:assert/strict'
import type { ImportStatus } from '../../../contract/import.ts'
import { until, type Client } from '../../support/client.ts'
import { testService } from '../../support/service.ts'
import { serial, toXlsx } from '../../support/xlsx.ts'

const MONTH = '2026-09'
const HEADER = 'Mã phiếu;Thời điểm đánh giá;Mã quầy;Thang điểm;Mức đánh giá;Góp ý'

describe('files of facts', function () {
  let client: Client
  before(async () => {
    client = (await testService()).client
    await client.makeCentres(Array.from({ length: 8 }, (_, i) => `FILE${i + 1}`))
  })

  const start = async (kind: string, file: string | Buffer, { dryRun = false, token = client.key } = {}) => {
    const form = new FormData()
    form.set('kind', kind)
    form.set('file', new Blob([file]), 'tep')
    return await client.request('POST', `/api/v1/imports?dryRun=${dryRun}`, { token, form })
  }
  const send = async (kind: string, file: string | Buffer, more: { dryRun?: boolean } = {}): Promise<ImportStatus> => {
    const { importId } = (await start(kind, file, more)).json as { importId: string }
    return await ended(importId)
  }
  const ended = (importId: string): Promise<ImportStatus> => until(async () => {
    const status = (await client.request('GET', `/api/v1/imports/${importId}`, { token: client.key })).json as ImportStatus
    return status.status === 'done' || status.status === 'failed' ? status : null
  }, 55_000)
  const countAt = async (place: string) => (await client.values('counter-satisfaction', { period: MONTH, level: 'centre', parent: place }))[0]?.sampleSize ?? 0
  const rejectedOf = async ({ importId }: ImportStatus) => (await client.request('GET', `/api/v1/imports/${importId}/rejected.csv`, { token: client.key })).text

  it('are read with Vietnamese headers, semicolons and BOM, and are counted when they are done', async () => {
    const rows = Array.from({ length: 25 }, (_, i) => `P-${i};1${i % 10}/09/2026 08:${String(i).padStart(2, '0')}:00;FILE1.Q1;5;${1 + (i % 5)};"Tốt; nhanh"`)
    const status = await send('ratings', `\uFEFF${HEADER}\n${rows.join('\n')}\n`)
    assert.deepEqual([status.status, status.rows, status.accepted, status.refused, status.progress], ['done', 25, 25, 0, 1])
    assert.equal(await countAt('FILE1'), 25)
  })

  it('give every refused row back with its reason, and keep the good ones', async () => {
    const status = await send('ratings', `${HEADER}\n1;14/09/2026 09:00:00;FILE2.Q1;5;4;\n2;31/02/2026 09:00:00;FILE2.Q1;5;4;\n3;14/09/2026 09:00:00;NOWHERE;5;4;\n4;14/09/2026 09:00:00;FILE2.Q1;5;6;=1+1\n5;14/09/2026;FILE2.Q1\n`)
    assert.deepEqual([status.accepted, status.refused], [1, 4])
    assert.deepEqual(status.problems.map((it) => `${it.line} ${it.column} ${it.value}`), ['3 occurredAt 31/02/2026 09:00:00', '4 counterCode NOWHERE', '5 score 6', '6  '])
    const report = await rejectedOf(status)
    assert.match(report, /^\uFEFF?Mã phiếu,Thời điểm đánh giá,/)
    assert.match(report, /2,31\/02\/2026 09:00:00,FILE2.Q1,5,4,,"?occurredAt: a moment as dd\/MM\/yyyy/)
    assert.match(report, /'=1\+1/, 'no formula for the spreadsheet')
    assert.equal(await countAt('FILE2'), 1)
  })

  it('count once, whoever sends them and how often', async () => {
    const csv = `id,occurredAt,counterCode,scale,score\n${Array.from({ length: 12 }, (_, i) => `${i},2026-09-15T09:${10 + i}:00+07:00,FILE3.Q1,5,4`).join('\n')}`
    await send('ratings', csv)
    assert.equal((await send('ratings', csv)).accepted, 12)
    const other = await client.newKey(['ratings:write'])
    const { importId } = (await start('ratings', csv, { token: other })).json as { importId: string }
    assert.equal((await ended(importId)).accepted, 12)
    assert.equal(await countAt('FILE3'), 12)
  })

  it('store nothing in a dry run', async () => {
    const status = await send('ratings', `id,occurredAt,counterCode,scale,score\n${Array.from({ length: 15 }, (_, i) => `${i},2026-09-15T09:00:00Z,FILE4.Q1,5,${i === 3 ? 9 : 4}`).join('\n')}`, { dryRun: true })
    assert.deepEqual([status.status, status.dryRun, status.accepted, status.refused], ['done', true, 14, 1])
    assert.equal(await countAt('FILE4'), 0)
  })

  it('may be XLSX, with moments as numbers', async () => {
    const rows = Array.from({ length: 11 }, (_, i) => [`X${i}`, serial('2026-09-16T08:30:00'), 'FILE5.Q1', 5, 5, i === 0 ? 'Rất tốt & nhanh' : ''])
    const status = await send('ratings', toXlsx([['Mã phiếu', 'Thời điểm', 'Mã quầy', 'Thang điểm', 'Điểm', 'Góp ý'], ...rows]))
    assert.deepEqual([status.status, status.accepted, status.problems], ['done', 11, []])
    assert.equal(await countAt('FILE5'), 11)
  })

  it('may be dossiers as one-stop systems write them; what names citizens is not even in the report', async () => {
    const header = 'MaHoSo,DonViXuLy,MaTrungTam,ChuHoSo,KenhThucHien,TrangThaiHoSo,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy,DaSoHoaKetQua,NgayCapNhat'
    const row = (i: number, end: string) => `FILE6-${i},FILE6A,FILE6,Người Nào Đó,2,9,20260901080000,10/09/2026 17:00:00,${end},1,2026-09-12 08:00:00`
    const status = await send('dossiers', `${header}\n${Array.from({ length: 20 }, (_, i) => row(i, i < 15 ? '09/09/2026 10:00:00' : '11/09/2026 10:00:00')).join('\n')}\n${row(99, 'khi nào xong')}\n`)
    assert.deepEqual([status.accepted, status.refused, status.problems[0]?.column], [20, 1, 'finishedAt'])
    const [value] = await client.values('on-time-due', { period: MONTH, level: 'centre', parent: 'FILE6' })
    assert.deepEqual([value?.numerator, value?.denominator], [15, 20])
    const report = await rejectedOf(status)
    assert.ok(report.includes('FILE6-99') && !report.includes('Người Nào Đó') && !report.includes('ChuHoSo'), report)
  })

  it('say which column they do not know', async () => {
    const status = await send('ratings', 'id,occurredAt,counterCode,scale,score,màu\n')
    assert.deepEqual([status.status, status.problems[0]?.column], ['failed', 'màu'])
  })

  it('go on behind the last settled row when they were broken off', async () => {
    const { record, registry } = await testService()
    const rows = Array.from({ length: 2_500 }, (_, i) => `${i},2026-09-17T09:00:00+07:00,FILE7.Q1,5,${i === 2_400 ? 9 : 4}`)
    const id = '0195bbbb-0000-7000-8000-000000000007'
    await registry.importChunks.write(id, 'file', 0, Buffer.from(`id,occurredAt,counterCode,scale,score\n${rows.slice(0, 1_200).join('\n')}\n`))
    await registry.importChunks.write(id, 'file', 1, Buffer.from(rows.slice(1_200).join('\n')))
    // As a killed process leaves it: two thousand rows settled, the last of them perhaps stored, perhaps not.
    await registry.imports.create({ id, kind: 'ratings', bytes: 100_000, dryRun: false, actor: 'system', unitCode: null })
    await record.query(`UPDATE import SET status = 'running', row_count = 2000, accepted = 2000, cursor_line = 2001 WHERE id = $1`, [id])
    await registry.takeUpImports()
    const status = await until(async () => {
      const now = await registry.imports.status(id, null)
      return now?.status === 'done' ? now : null
    }, 30_000)
    assert.deepEqual([status.rows, status.accepted, status.refused, status.problems[0]?.line], [2_500, 2_499, 1, 2_402])
    assert.equal(await countAt('FILE7'), 499, 'only what stood behind the cursor was read again')
  })

  it('may be larger than anybody would hold in memory', async () => {
    const rows = 20_000
    const csv = ['id,occurredAt,counterCode,scale,score,comment', ...Array.from({ length: rows }, (_, i) => `${i},2026-09-18T09:00:00+07:00,FILE8.Q${1 + (i % 2)},5,${1 + (i % 5)},${'Chờ lâu quá '.repeat(20)}`)].join('\n')
    const status = await send('ratings', csv)
    assert.deepEqual([status.status, status.accepted], ['done', rows])
    assert.equal(await countAt('FILE8'), rows)
  })
})
