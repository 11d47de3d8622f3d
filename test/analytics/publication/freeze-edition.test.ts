import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { extractText } from 'unpdf'
import { z } from 'zod'
import { copyUnits } from '../../../analytics/dimensions/copy-units.ts'
import { findEdition, isBuilt } from '../../../analytics/publication/edition-table.ts'
import { freezeEditions, type FreezeDeps } from '../../../analytics/publication/freeze-edition.ts'
import { attackEdition } from '../../../analytics/publication/protect-edition.ts'
import { readFigures } from '../../../analytics/publication/read-edition.ts'
import { createSigningKeys } from '../../../analytics/publication/signing-keys.ts'
import { sealEdition } from '../../../analytics/publication/seal-edition.ts'
import { editionChecks, editionDetail, editionList, editionTables } from '../../../contract/edition.ts'
import { editionManifest, signingKeys } from '../../../contract/edition-manifest.ts'
import { editionDiff, editionReview, publicationCalendar } from '../../../contract/edition-review.ts'
import type { Role } from '../../../contract/role.ts'
import type { IndicatorValue } from '../../../contract/indicator.ts'
import type { Warehouse } from '../../../platform/warehouse/warehouse.ts'
import { aDossier, aRating } from '../../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../../support/ingest-room.ts'
import { testService } from '../../support/service.ts'
import { quietLogger } from '../../support/stores.ts'
import { unpackFiles, unzip } from '../../support/unzip.ts'

const SECOND = 1_000
const LEVELS = ['country', 'province', 'agency', 'commune', 'centre']

describe('editions', function () {
  let room: IngestRoom
  let cookie: string
  let second: string
  let now = Date.parse('2025-06-10T12:00:00+07:00')
  const iso = () => new Date(now).toISOString()

  /** What a process that did not hear of anything for ten seconds has heard of by now. */
  const later = () => { now += 10 * SECOND }
  const copyTree = () => copyUnits(room, room.registry.places)
  const ratings = (counter: string, day: string, all: number, satisfied: number) =>
    Array.from({ length: all }, (_, i) => aRating(counter, { occurredAt: `${day}T09:00:00+07:00`, score: i < satisfied ? 5 : 1 }))
  const sendRatings = async (sent: unknown[]) => {
    assert.equal((await room.client.sendRatings(sent, room.client.key, iso())).status, 202)
    await room.settled()
  }
  const send = async (path: string, body: object) => {
    const answer = await room.client.request('POST', path, { token: room.client.key, body })
    assert.ok(answer.status < 300, answer.text)
    await room.settled()
  }
  const ask = (period: string) => room.client.request('POST', '/api/v1/editions', { cookie, body: { period } })
  const run = (over: Partial<FreezeDeps> = {}) => freezeEditions({
    ...room, places: room.registry.places, clock: () => now, codeVersion: '1.2.3', logger: quietLogger, untilAllHaveHeard: async () => {},
    signingKeys: createSigningKeys({ record: room.record, box: room.access.box, clock: () => now }), demo: false, ...over,
  })
  const approve = (period: string, by: string, body: object = { atOnce: true }) => room.client.request('POST', `/api/v1/editions/${period}/approval`, { cookie: by, body })
  /** Computes, has a second person approve what is ready, and publishes. */
  const freeze = async (over: Partial<FreezeDeps> = {}) => {
    const first = await run(over)
    const waiting = await room.record.query<{ period: string }>('SELECT period FROM edition WHERE ready_at IS NOT NULL AND approved_at IS NULL')
    for (const { period } of waiting) assert.equal((await approve(period, second)).status, 200)
    return waiting.length === 0 ? first : first + await run(over)
  }
  const published = async (path: string) => {
    const answer = await room.client.request('GET', `/api/v1/editions${path}`)
    assert.equal(answer.status, 200, answer.text)
    return answer
  }
  const stateOf = async (period: string) => (await findEdition(room.record, period))?.state
  const flagsOf = (id: string) => room.read(`SELECT arrayStringConcat(flags) AS value FROM ratings_current WHERE id = '${id}'`)
  const ofCentre = async (centre: string, period: string) => {
    const row = (await room.client.values('counter-satisfaction', { period, level: 'centre' })).find((it) => it.unit === centre)
    return row && `${row.numerator}/${row.denominator}${row.quality.includes('provisional') ? ' provisional' : ''}`
  }
  const signIn = async (role: Role, name: string) => {
    const id = randomUUID()
    await room.record.query('INSERT INTO account (id, email, name, role) VALUES ($1, $2, $3, $4)', [id, `${id}@example.vn`, name, role])
    return `session=${await room.access.sessions.open(id)}`
  }

  before(async () => {
    room = await openIngestRoom({ clock: () => now })
    const centres = ['EDA', 'EDB', 'EDC']
    await room.client.importCsv('units', `code,parentCode,kind,nameVi,nameEn,validFrom\n${centres.map((it) => `${it}A,46,agency,Cơ quan ${it},Agency ${it},2020-01-01\n${it},${it}A,centre,Trung tâm ${it},Centre ${it},2020-01-01`).join('\n')}\n`)
    await room.client.importCsv('counters', `code,centreCode,nameVi,nameEn,validFrom\n${centres.map((it) => `${it}.Q1,${it},Quầy 1,Counter 1,2020-01-01`).join('\n')}\n`)
    await copyTree()
    cookie = await signIn('national-home-affairs', 'Vụ Cải cách hành chính')
    second = await signIn('national-home-affairs', 'Cục Kiểm soát thủ tục hành chính')
    await sendRatings(['2025-01-15', '2025-02-15', '2025-03-15', '2025-04-15'].flatMap((day) => [
      ...ratings('EDA.Q1', day, 20, 15), ...ratings('EDB.Q1', day, 12, 6), ...ratings('EDC.Q1', day, 4, 3),
    ]))
    const of = { receivedAt: '2025-03-03T08:00:00+07:00', dueAt: '2025-03-10T17:00:00+07:00', finishedAt: '2025-03-07T10:00:00+07:00', supplements: [], updatedAt: '2025-03-07T10:00:00+07:00' }
    await send('/api/v1/dossiers', { dossiers: Array.from({ length: 11 }, (_, i) => aDossier('EDA', { ...of, code: `EDA-${i}` })) })
    await send('/api/v1/measures', { measures: [{ unitCode: '46', period: '2025-03', metric: 'PROGRESS', numerator: 87, denominator: 89, source: 'national-portal', reportedAt: '2025-04-02T08:00:00+07:00' }] })
    await room.refresh()
  })
  after(async () => {
    const { registry } = await testService()
    await copyUnits(room, registry.places)
    await room.close()
  })

  it('are not made of a month that is not over, that does not exist or that nothing was counted in', async () => {
    for (const [period, rule] of [['2025-06', 'a month that is over'], ['2025-13', 'a month, as 2026-08'], ['2025-Q1', 'a month, as 2026-08'], ['2019-02', 'a month with facts']] as const) {
      const { status, json } = await ask(period)
      assert.deepEqual([status, json.errors?.[0]?.pointer, json.errors?.[0]?.value, json.errors?.[0]?.rule], [422, '/period', period, rule])
    }
  })

  it('are made by those who publish for the whole country only', async () => {
    for (const other of [room.client.cookie, await signIn('home-affairs', 'Sở Nội vụ')]) {
      const answer = await room.client.request('POST', '/api/v1/editions', { cookie: other, body: { period: '2025-03' } })
      assert.equal(answer.status, 403)
    }
  })

  it('say before what is missing, what waits and how many units have too few answers', async () => {
    await sendRatings(ratings('EDC.Q1', '2025-03-20', 1, 1))
    const checks = editionChecks.parse((await room.client.request('GET', '/api/v1/editions/2025-03/checks', { cookie })).json)
    assert.deepEqual([checks.isOver, checks.edition, checks.settledFrom, checks.isSettled, checks.pending, checks.missing], [true, null, '2025-05-15', true, 1, 0])
    assert.deepEqual([checks.inputs.ratings, checks.inputs.dossiers, checks.inputs.measures], [36, 11, 1])
    const centres = checks.levels.find((it) => it.indicator === 'counter-satisfaction' && it.level === 'centre')
    assert.deepEqual([centres?.withFigure, centres?.tooFew, centres?.without], [2, 1, 0])
  })

  describe('of a frozen month', () => {
    let csv: string
    let live: unknown[]
    const withoutMoment = (rows: unknown) => JSON.parse(JSON.stringify(rows).replaceAll(/"computedAt":"[^"]+"/g, '"computedAt":""').replaceAll(/"provisional",?/g, '')) as unknown
    const everything = async () => {
      const rows: unknown[] = []
      for (const indicator of ['counter-satisfaction', 'on-time-due', 'online-submission']) {
        for (const level of LEVELS) rows.push(...await room.client.values(indicator, { period: '2025-03', level }))
        rows.push(await room.client.values(indicator, { period: '2025-03', level: 'centre', parent: 'EDAA' }))
      }
      rows.push((await room.client.request('GET', '/api/v1/indices/decision-766/values?period=2025-03&unit=46')).json)
      rows.push((await room.client.request('GET', '/api/v1/indices/decision-766/values?period=2025-03&unit=48')).json)
      return rows
    }

    before(async () => {
      const asked = await ask('2025-03')
      assert.deepEqual([asked.status, asked.json.state, asked.json.askedBy], [202, 'asked', 'Vụ Cải cách hành chính'])
      assert.ok(!(await published('')).text.includes('2025-03'))
      assert.equal((await room.client.request('GET', '/api/v1/editions/2025-03/tables.csv')).status, 404)
      await room.refresh()
      live = await everything()
      assert.equal(await run(), 0)
      assert.equal(await run(), 0)
      const waits = editionReview.parse((await room.client.request('GET', '/api/v1/editions/2025-03/review', { cookie })).json)
      assert.deepEqual([waits.checks?.findings.filter((it) => it.severity === 'refuse'), waits.mayApprove], [[], false])
      const own = await approve('2025-03', cookie)
      assert.deepEqual([own.status, own.json.errors?.[0]?.rule], [409, 'a second person'])
      assert.equal((await room.client.request('GET', '/api/v1/editions/2025-03/tables.csv')).status, 404)
      assert.equal((await room.client.request('GET', '/api/v1/editions/2025-03/tables.csv', { cookie })).status, 200)
      const { readings, mayApprove } = editionReview.parse((await room.client.request('GET', '/api/v1/editions/2025-03/review', { cookie: second })).json)
      assert.deepEqual([readings.map((it) => it.who), mayApprove], [['Vụ Cải cách hành chính'], true])
      assert.equal(await freeze(), 1)
      later()
      csv = (await published('/2025-03/tables.csv')).text
    })

    it('are public, with definitions, inputs, hashes and the program that made them, but not with who asked', async () => {
      const row = editionList.parse((await published('')).json).rows.find((it) => it.period === '2025-03')
      assert.deepEqual([row?.state, row?.askedBy, row?.number, row?.codeVersion], ['frozen', null, 1, '1.2.3'])
      const { contents } = editionDetail.parse((await published('/2025-03')).json)
      assert.deepEqual([contents?.inputs.ratings, contents?.inputs.dossiers, contents?.inputs.measures], [37, 11, 1])
      assert.match(contents?.definitions.find((it) => it.id === 'on-time-due')?.formula.vi ?? '', /hồ sơ đến hạn/)
      assert.equal(contents?.schemes[0]?.id, 'decision-766')
      assert.match((await published('/2025-03/notes.txt?lang=en')).text, /Counted from 37 ratings, 11 dossiers and 1 measures/)
    })

    it('are no longer provisional, and were computed when they were frozen', async () => {
      const edition = await findEdition(room.record, '2025-03')
      const rows = await room.client.values('counter-satisfaction', { period: '2025-03', level: 'centre' })
      assert.deepEqual(rows.map((it) => `${it.unit} ${it.numerator}/${it.denominator} ${it.quality.join()} ${it.computedAt}`), [
        `EDA 15/20  ${edition?.computedAt}`, `EDB 6/12  ${edition?.computedAt}`, `EDC 4/5 small-sample ${edition?.computedAt}`,
      ])
    })

    it('are those that were counted until then, but for being provisional', async () => {
      assert.deepEqual(withoutMoment(await everything()), withoutMoment(live))
    })

    it('stay the same to the last byte whatever comes later, while the next month’s move', async () => {
      const [frozen, april] = [await everything(), await ofCentre('EDA', '2025-04')]
      const late = ratings('EDA.Q1', '2025-03-16', 30, 0)
      await sendRatings([...late, ...ratings('EDA.Q1', '2025-04-16', 10, 0)])
      assert.deepEqual(await flagsOf(late[0]?.id ?? ''), ['late-after-publication'])
      await send('/api/v1/dossiers', { dossiers: [0, 1, 2].map((i) => aDossier('EDA', { code: `EDA-${i}`, receivedAt: '2025-03-04T08:00:00+07:00', dueAt: '2025-03-05T17:00:00+07:00', finishedAt: '2025-04-01T10:00:00+07:00', supplements: [], updatedAt: '2025-04-01T10:00:00+07:00' })) })
      await send('/api/v1/measures', { measures: [{ unitCode: '46', period: '2025-03', metric: 'PROGRESS', numerator: 1, denominator: 89, source: 'national-portal', reportedAt: '2025-05-02T08:00:00+07:00' }] })
      await send('/api/v1/reorganisations', { kind: 'move', unitCodes: ['EDA'], toCode: 'EDBA', validFrom: '2025-02-01' })
      await send('/api/v1/reorganisations', { kind: 'rename', unitCode: 'EDB', nameVi: 'Tên mới', validFrom: '2025-02-01' })
      await copyTree()
      await room.refresh()
      assert.deepEqual(await everything(), frozen)
      assert.equal((await published('/2025-03/tables.csv')).text, csv)
      assert.deepEqual([april, await ofCentre('EDA', '2025-04')], ['15/20 provisional', '15/30 provisional'])
      assert.deepEqual((await room.client.values('counter-satisfaction', { period: '2025-04', level: 'centre', parent: 'EDBA' })).map((it) => it.unit), ['EDA', 'EDB'])
    })

    it('are in the file as they are in the API for everybody, without counts below the minimum sample', async () => {
      const rows: Record<string, string>[] = parse(csv, { columns: true })
      const number = (text: string | undefined) => (text === '' || text === undefined ? null : Number(text))
      const inFile = rows.filter((it) => it['kind'] === 'indicator').map((it) => ({
        unit: it['unit'], unitName: { vi: it['unit_name_vi'], en: it['unit_name_en'] }, numerator: number(it['numerator']), denominator: number(it['denominator']), value: number(it['value']),
        lower: number(it['lower']), upper: number(it['upper']), sampleSize: number(it['sample_size']), quality: it['quality'], reason: it['reason'] || null, computedAt: it['computed_at'], definitionVersion: number(it['version']),
      }))
      const inApi: unknown[] = []
      for (const { id } of (await room.client.request('GET', '/api/v1/indicators')).json.rows as { id: string }[]) {
        for (const level of LEVELS) {
          const answer = await room.client.request('GET', `/api/v1/indicators/${id}/values?period=2025-03&level=${level}`)
          inApi.push(...(answer.json.rows as IndicatorValue[]).map(({ unit, unitName, numerator, denominator, value, lower, upper, sampleSize, quality, reason, computedAt, definitionVersion }) =>
            ({ unit, unitName, numerator, denominator, value, lower, upper, sampleSize, quality: quality.join('|'), reason, computedAt, definitionVersion })))
        }
      }
      assert.deepEqual(inFile, inApi)
      const small = rows.find((it) => it['unit'] === 'EDC' && it['series'] === 'counter-satisfaction')
      assert.deepEqual([small?.['reason'], small?.['denominator'], small?.['sample_size'], small?.['value'], small?.['province']], ['withheld', '', '', '', '46'])
      const progress = rows.find((it) => it['series'] === 'decision-766/progress/PROGRESS')
      assert.deepEqual([progress?.['unit'], progress?.['numerator'], progress?.['denominator'], progress?.['max'], progress?.['source']], ['46', '87', '89', '20', 'national-portal'])
    })

    it('are in the JSON too, and in a file that spreadsheets know as UTF-8', async () => {
      const { figures, indices, edition } = editionTables.parse((await published('/2025-03/tables.json')).json)
      assert.deepEqual([figures.length + indices.length, indices.length], [edition.figures, new Set(indices.map((it) => `${it.index} ${it.unit}`)).size])
      const centre = figures.find((it) => it.unit === 'EDA')
      assert.deepEqual([centre?.province, centre?.within], ['46', ['46', 'EDA', 'EDAA', 'VN']])
      const response = await fetch(`${room.client.url}/api/v1/editions/2025-03/tables.csv?bom=true`)
      assert.equal(Buffer.from(await response.arrayBuffer()).toString('utf8').slice(1), csv)
      assert.match(response.headers.get('content-disposition') ?? '', /thuoc-do-2025-03\.csv/)
    })

    it('can be held against their hashes: the file by anybody, what is stored by us', async () => {
      const edition = await findEdition(room.record, '2025-03')
      assert.ok(edition && isBuilt(edition))
      assert.equal(createHash('sha256').update(csv).digest('hex'), edition.csvHash)
      const sealed = await sealEdition(room.warehouse, edition)
      assert.deepEqual([sealed.contentHash, sealed.csvHash, sealed.csvBytes], [edition.contentHash, edition.csvHash, Buffer.byteLength(csv)])
    })

    it('are not frozen twice: the second is told when and by whom', async () => {
      const { status, json } = await ask('2025-03')
      assert.equal(status, 409)
      assert.match(json.detail, /^2025-03 was frozen at 2025-06-10T05:.*, asked for by Vụ Cải cách hành chính\./)
      assert.equal(await freeze(), 0)
      await assert.rejects(room.record.query("UPDATE edition SET content_hash = 'x' WHERE period = '2025-03'"), /is frozen/)
    })

    it('stand in the audit log: asked for, closed, frozen', async () => {
      const lines = await room.access.auditLog.list({ subject: 'edition:2025-03', before: Number.MAX_SAFE_INTEGER, limit: 10 })
      assert.deepEqual(lines.map((it) => it.action), ['edition.freeze', 'edition.approve', 'edition.read-early', 'edition.ready', 'edition.close', 'edition.ask'])
    })

    it('hide from everybody by the days or the channel of a month what they hide of the month', async () => {
      const ask = async (query: string) => (await room.client.request('GET', `/api/v1/indicators/counter-satisfaction/values?level=centre&parent=EDCA&${query}`)).json.rows as IndicatorValue[]
      for (const query of ['period=2025-03', 'from=2025-03-01&to=2025-04-01', 'period=2025-03&segment=channel', 'period=2025-03&bucket=week', 'period=2025-03&bucket=month']) {
        assert.deepEqual((await ask(query)).map((it) => [it.unit, it.denominator, it.sampleSize, it.value, it.reason]).filter((it) => it[4] !== 'withheld'), [], query)
      }
    })

    it('are what a trend shows of a published month, and hide by months and weeks of a longer time what they hide', async () => {
      const ask = async (query: string) => (await room.client.request('GET', `/api/v1/indicators/counter-satisfaction/values?from=2025-02-01&to=2025-05-01&level=centre&${query}`)).json.rows as IndicatorValue[]
      const months = (await ask('parent=EDAA&bucket=month')).filter((it) => it.unit === 'EDA')
      assert.deepEqual(months.map((it) => `${it.period} ${it.numerator}/${it.denominator} ${it.reason} ${it.quality.join()}`), ['2025-02 null/null withheld ', '2025-03 15/20 null '])
      for (const bucket of ['month', 'week', 'day']) {
        assert.deepEqual((await ask(`parent=EDCA&bucket=${bucket}`)).filter((it) => it.period.startsWith('2025-03') || it.period.startsWith('2025-W11')).map((it) => it.reason).filter((it) => it !== 'withheld'), [], bucket)
      }
    })

    it('give the differencing attack nothing, which finds what is small where only that is hidden', async () => {
      const edition = await findEdition(room.record, '2025-03')
      assert.ok(edition && isBuilt(edition))
      const figures = await readFigures(room.warehouse, edition)
      assert.deepEqual(attackEdition(figures, []), [])
      const unprotected = figures.map((it) => (it.value.reason === 'sample-too-small' ? it : { ...it, hidden: '' as const }))
      const found = attackEdition(unprotected, [])
      assert.deepEqual(found.find((it) => it.key.endsWith(' EDCA')), { key: 'rating_daily|scale = 5|sum(ratings) EDCA', lower: 5, upper: 5 })
    })

    it('have a breakdown as it would be counted now', async () => {
      const rows = await room.client.values('counter-satisfaction', { period: '2025-03', level: 'centre', segment: 'channel' })
      assert.ok(rows.length > 0 && rows.every((it) => it.quality.includes('provisional')))
    })
  })

  describe('that were downloaded', function () {
    let folder: string
    const unpack = async (period: string, number: number) => {
      const into = await mkdtemp(join(tmpdir(), 'edition-'))
      const response = await fetch(`${room.client.url}/api/v1/editions/${period}/edition.zip?number=${number}`)
      assert.equal(response.status, 200)
      await unzip(Buffer.from(await response.arrayBuffer()), into)
      return into
    }
    /** In an empty folder, with nothing but what was downloaded and Node. */
    const verify = (into: string, ...more: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['verify-edition.mjs', '.', ...more], { cwd: into, encoding: 'utf8', env: {} })
      return { status, text: stdout + stderr }
    }
    before(async () => { folder = await unpack('2025-03', 1) })
    after(() => rm(folder, { recursive: true }))

    it('verify on another machine, without us, every figure recomputed from its counts', async () => {
      const { status, text } = verify(folder)
      assert.equal(status, 0, text)
      assert.match(text, /Edition 1 of 2025-03: signed with key [0-9a-f]{16}, 11 files unchanged\.\n\d+ figures recomputed/)
      const { rows } = signingKeys.parse((await published('/../signing-keys')).json)
      assert.equal(verify(folder, '--key', rows[0]?.id ?? '').status, 0)
      assert.match(verify(folder, '--key', '0123456789abcdef').text, /signed with key .*, not with 0123456789abcdef/)
    })

    it('name the file that was tampered with, and the figure', async () => {
      const table = await readFile(join(folder, 'tables.csv'), 'utf8')
      await writeFile(join(folder, 'tables.csv'), table.replace(/^(2025-03,counter-satisfaction,indicator,1,centre,EDA,.*?,)0\.75,/m, '$10.85,'))
      const { status, text } = verify(folder)
      assert.equal(status, 2)
      assert.match(text, /NOT what was published:\n {2}- tables\.csv: is not what was published/)
      assert.match(text, /counter-satisfaction of EDA: value is 0\.85, recomputed 0\.75/)
      await writeFile(join(folder, 'tables.csv'), table)
      const manifest = await readFile(join(folder, 'manifest.json'), 'utf8')
      await writeFile(join(folder, 'manifest.json'), manifest.replace('"ratings": 37', '"ratings": 38'))
      assert.match(verify(folder).text, /manifest\.json: the signature does not fit/)
      await writeFile(join(folder, 'manifest.json'), manifest)
    })

    it('have the same figures in every form, and say in each what they are not for', async () => {
      const rows: Record<string, string>[] = parse(await readFile(join(folder, 'tables.csv'), 'utf8'), { columns: true })
      const { figures } = editionTables.parse(JSON.parse(await readFile(join(folder, 'tables.json'), 'utf8')))
      assert.deepEqual(figures.map((it) => [it.indicator, it.unit, it.value, it.denominator].join()), rows.filter((it) => it['kind'] === 'indicator').map((it) => [it['series'], it['unit'], it['value'], it['denominator']].join()))
      const book = await unpackFiles(await readFile(join(folder, 'tables.xlsx')))
      const sheet = [...(book['xl/worksheets/sheet2.xml'] ?? '').matchAll(/<row r="\d+">(.*?)<\/row>/g)].map(([, row]) => {
        const cells: string[] = Array.from({ length: 25 }, () => '')
        for (const [, letter = 'A', value, text] of (row ?? '').matchAll(/<c r="([A-Z])\d+"[^>]*>(?:<v>(.*?)<\/v>|<is><t[^>]*>(.*?)<\/t><\/is>)<\/c>/g)) cells[letter.charCodeAt(0) - 65] = value ?? text ?? ''
        return cells
      })
      assert.deepEqual(sheet.slice(1), rows.map((it) => Object.values(it)))
      assert.match((await extractText(new Uint8Array(await readFile(join(folder, 'report.pdf'))), { mergePages: true })).text, /Những con số chính[^]*Tính từ 37 lượt đánh giá/)
      for (const name of ['notes.vi.txt', 'tables.csv-metadata.json', 'dcat.jsonld']) assert.match(await readFile(join(folder, name), 'utf8'), /Không dùng số liệu này để xếp hạng/)
      assert.match(book['xl/worksheets/sheet1.xml'] ?? '', /Do not use these figures to rank communes/)
    })

    it('have the same whole numbers in Parquet, as the engine reads them back', async () => {
      const inCsv: Record<string, string>[] = parse(await readFile(join(folder, 'snapshot.csv'), 'utf8'), { columns: true })
      const row = z.record(z.string(), z.unknown())
      const columns = Object.keys(inCsv[0] ?? {}).map((it) => (it === 'within' ? "arrayStringConcat(within, '|') AS within" : `ifNull(toString(${it}), '') AS ${it}`))
      const inParquet = await room.warehouse.select({ name: 'parquet', sql: `SELECT ${columns.join(', ')} FROM file({file:String}, 'Parquet')`, row }, { file: join(folder, 'snapshot.parquet') })
      assert.deepEqual([inParquet.length, inCsv.length > 10], [inCsv.length, true])
      for (const [index, it] of inCsv.entries()) assert.equal(JSON.stringify(inParquet[index]), JSON.stringify(it))
      assert.match(await readFile(join(folder, 'dcat.jsonld'), 'utf8'), /"dcat:downloadURL": "snapshot\.parquet"/)
    })

    it('are revised for a reason, with what came late; the first edition stays, and both are told apart', async () => {
      const { late } = editionChecks.parse((await room.client.request('GET', '/api/v1/editions/2025-03/checks', { cookie })).json)
      assert.deepEqual([late?.ratings, late?.dossiers, late?.places.map((it) => [it.unit, it.ratings, it.dossiers])], [30, 3, [['EDA', 30, 3]]])
      const before = editionList.parse((await published('')).json).rows.find((it) => it.period === '2025-03')
      const asked = await room.client.request('POST', '/api/v1/editions', { cookie, body: { period: '2025-03', reason: 'Lượt đánh giá và hồ sơ về muộn' } })
      assert.deepEqual([asked.status, asked.json.number, asked.json.kind], [202, 2, 'revision'])
      assert.equal((await published('/2025-03')).json.number, 1)
      assert.equal(await freeze(), 1)
      later()
      const detail = editionDetail.parse((await published('/2025-03')).json)
      assert.deepEqual([detail.number, detail.reason, detail.contents?.inputs.ratings], [2, 'Lượt đánh giá và hồ sơ về muộn', 67])
      assert.equal(await ofCentre('EDA', '2025-03'), '15/50')
      assert.equal((await published('/2025-03/tables.csv?number=1')).text, await readFile(join(folder, 'tables.csv'), 'utf8'))
      const diff = editionDiff.parse((await published('/2025-03/diff?from=1&to=2')).json)
      assert.deepEqual([diff.late.ratings, diff.reason], [30, 'Lượt đánh giá và hồ sơ về muộn'])
      const row = diff.rows.find((it) => it.series === 'counter-satisfaction' && it.unit === 'EDA')
      assert.deepEqual([row?.from, row?.to, row?.more], [{ value: 0.75, numerator: 15, denominator: 20, sampleSize: 20 }, { value: 0.3, numerator: 15, denominator: 50, sampleSize: 50 }, 30])
      assert.deepEqual(diff.kinds, { from: 'final', to: 'revision' })
      assert.match(diff.words.vi.join(' '), /Bản 2 \(sửa đổi\) so với bản 1 \(chính thức\): .*Tính thêm so với bản trước: \+30 lượt đánh giá/)
      const [one, two] = await Promise.all([1, 2].map(async (it) => (await published(`/2025-03/manifest.json?number=${it}`)).text))
      assert.equal(editionManifest.parse(JSON.parse(two ?? '')).previous?.manifestSha256, createHash('sha256').update(one ?? '').digest('hex'))
      const revised = await unpack('2025-03', 2)
      const { status, text } = verify(revised)
      await rm(revised, { recursive: true })
      assert.equal(status, 0, text)
      assert.match((await published('/feed.atom')).text, new RegExp(`<updated>${detail.frozenAt}</updated>.*${before?.frozenAt}`))
    })

    it('are signed with another key after that was made, and old ones still verify', async () => {
      const make = (body: object) => room.client.request('POST', '/api/v1/signing-keys', { cookie: room.client.cookie, body })
      const without = await make({})
      assert.deepEqual([without.status, without.json.errors?.[0]?.pointer], [422, '/reason'])
      const made = await make({ reason: 'Đổi khóa hằng năm theo quy chế' })
      assert.equal(made.status, 201)
      const { rows } = signingKeys.parse((await published('/../signing-keys')).json)
      assert.deepEqual([rows.length, rows[0]?.id, rows[0]?.reason, rows[0]?.until, rows[1]?.until], [2, made.json.id, 'Đổi khóa hằng năm theo quy chế', null, rows[0]?.madeAt])
      assert.ok(rows.every((it) => it.fingerprint.startsWith(it.id)))
      assert.equal(verify(folder).status, 0)
    })

    it('have every composite recomputed by whoever verifies them, and name the part that was changed', async () => {
      const table = await readFile(join(folder, 'tables.csv'), 'utf8')
      const rows: Record<string, string>[] = parse(table, { columns: true })
      assert.ok(rows.some((it) => it['series'] === 'decision-766/progress/PROGRESS' && it['value'] !== '') && rows.some((it) => it['series'] === 'service-quality/progress' && it['value'] !== ''))
      const changed = async (from: RegExp, to: string) => {
        await writeFile(join(folder, 'tables.csv'), table.replace(from, to))
        const { text } = verify(folder)
        await writeFile(join(folder, 'tables.csv'), table)
        return text
      }
      assert.match(await changed(/^(2025-03,decision-766\/progress\/PROGRESS,index-part,1,province,46,.*?,)19\.55,/m, '$119.65,'), /decision-766\/progress\/PROGRESS of 46: value is 19\.65, recomputed 19\.55/)
      assert.match(await changed(/^(2025-03,service-quality\/progress,index-group,1,[^\n]*?,)(\d[\d.]*),points,/m, '$11.5,points,'), /service-quality\/progress of \S+: value is 1\.5, recomputed/)
      assert.match(await changed(/^(2025-03,service-quality\/satisfaction\/counter-satisfaction,index-part,1,centre,EDA,.*?,)0\.75,/m, '$10.85,'), /counter-satisfaction of EDA: value is 0\.85, and 0\.75 in counter-satisfaction/)
    })

    it('go back to be computed anew when somebody sends them back, and come out at the fixed hour', async () => {
      await ask('2025-04')
      await run()
      const returned = await room.client.request('POST', '/api/v1/editions/2025-04/return', { cookie: second, body: { reason: 'Cây đơn vị còn sai ở một xã' } })
      assert.deepEqual([returned.status, returned.json.readyAt], [200, null])
      await run()
      const { json } = await approve('2025-04', second, { note: 'Đã xem' })
      assert.equal(json.publishAt, '2025-06-11T02:00:00.000Z')
      assert.equal(await run(), 0)
      now = Date.parse('2025-06-11T09:00:01+07:00')
      assert.equal(await run(), 1)
      later()
      assert.equal(await ofCentre('EDA', '2025-04'), '15/30 provisional')
      const { rows } = publicationCalendar.parse((await room.client.request('GET', '/api/v1/publication-calendar')).json)
      const planned = rows.filter((it) => it.period === '2025-04').map((it) => `${it.kind} ${it.plannedAt} ${it.publishedAt !== null}`)
      assert.deepEqual(planned, ['provisional 2025-05-09T02:00:00.000Z true', 'final 2025-06-16T02:00:00.000Z false'])
    })
  })

  it('that were broken off while figures were stored publish nothing, and are whole the next time', async () => {
    await ask('2025-01')
    const dying: Warehouse = { ...room.warehouse, insert: async (...given) => {
      if (given[0] === 'edition_indices') throw new Error('killed')
      await room.warehouse.insert(...given)
    } }
    assert.equal(await freeze({ warehouse: dying }), 0)
    assert.deepEqual([await stateOf('2025-01'), await room.record.query("SELECT 1 FROM published_period WHERE period = '2025-01'")], ['asked', []])
    assert.match((await room.client.request('GET', '/api/v1/editions/2025-01', { cookie })).json.failure, /killed/)
    later()
    await sendRatings(ratings('EDB.Q1', '2025-01-20', 8, 8))
    assert.equal(await freeze(), 1)
    later()
    assert.equal(await ofCentre('EDB', '2025-01'), '14/20')
  })

  it('count what comes between computing and closing, and what comes after is late: nothing is lost, nothing half counted', async () => {
    await ask('2025-02')
    const [between, after] = [ratings('EDB.Q1', '2025-02-20', 8, 8), ratings('EDB.Q1', '2025-02-21', 8, 0)]
    const breakOff = async () => {
      // Heard of nothing yet: judged as if the month were open.
      await sendRatings(between)
      throw new Error('killed')
    }
    await sendRatings(ratings('EDB.Q1', '2025-05-20', 1, 1))
    assert.equal(await freeze({ untilAllHaveHeard: breakOff }), 0)
    assert.deepEqual([await stateOf('2025-02'), await ofCentre('EDB', '2025-02')], ['closed', '6/12 provisional'])
    assert.equal((await room.client.request('GET', '/api/v1/editions/2025-02')).status, 404)
    later()
    await sendRatings(after)
    assert.equal(await freeze(), 1)
    later()
    assert.equal(await ofCentre('EDB', '2025-02'), '14/20')
    assert.deepEqual([await flagsOf(between[0]?.id ?? ''), await flagsOf(after[0]?.id ?? '')], [[''], ['late-after-publication']])
    const province = (await room.client.values('counter-satisfaction', { period: '2025-02', level: 'province' }))[0]
    assert.equal(`${province?.numerator}/${province?.denominator}`, '32/44')
    assert.equal((await findEdition(room.record, '2025-02'))?.contents?.inputs.ratings, 44)
  })

  it('are worked at by one process at a time, and taken over from one that was killed', async () => {
    await room.record.query(
      "INSERT INTO edition (id, period, number, state, asked_at, asked_by, worked_until) VALUES ($1, '2024-12', 1, 'asked', $2, 'system', $3)", [randomUUID(), iso(), new Date(now + 60 * SECOND)],
    )
    let others = -1
    const reached: Warehouse = { ...room.warehouse, select: async () => {
      others = await freeze()
      throw new Error('reached')
    } }
    const failureOf = async () => [await freeze({ warehouse: reached }), (await findEdition(room.record, '2024-12'))?.failure, others]
    assert.deepEqual(await failureOf(), [0, null, -1])
    now += 61 * SECOND
    assert.deepEqual(await failureOf(), [0, 'reached', 0])
    await room.record.query("DELETE FROM edition WHERE period = '2024-12'")
  })
})
