import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { dossierProgress, PROGRESS_COLUMNS, type DossierProgress } from '../../contract/dossier-progress.ts'
import type { Dossier } from '../../contract/dossier.ts'
import { aDossier } from '../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

/** The Tuesday after Tết 2026: the days off were 14 to 22 February. */
const NOW = Date.parse('2026-02-24T09:00:00+07:00')
const at = (day: string, time = '17:00') => `${day}T${time}:00+07:00`

describe('the progress of dossiers in the API', function () {
  let room: IngestRoom
  let now = NOW
  const cookies: Record<string, string> = {}
  const get = (path: string, who = 'country') => room.client.request('GET', path, { cookie: cookies[who] ?? '' })
  const progress = async (query: string, who?: string): Promise<DossierProgress> => {
    const answer = await get(`/api/v1/dossier-progress?${query}`, who)
    assert.equal(answer.status, 200, answer.text)
    return dossierProgress.strict().parse(answer.json)
  }
  const listed = async (query: string, who?: string) => {
    const answer = await get(`/api/v1/dossiers?limit=500&${query}`, who)
    assert.equal(answer.status, 200, answer.text)
    return (answer.json.rows as { code: string }[]).map((it) => it.code)
  }
  const counts = ({ counts: it }: Pick<DossierProgress['rows'][number], 'counts'>) => Object.entries(it).flatMap(([name, count]) => (count === 0 ? [] : [`${name} ${count}`])).join(', ')
  const open = (centre: string, dueOn: string | null, over: Partial<Dossier> = {}) => aDossier(centre, {
    status: 4, receivedAt: at('2025-11-03', '08:00'), dueAt: dueOn && at(dueOn), finishedAt: null, supplements: [], updatedAt: at('2026-02-10'), ...over,
  })

  before(async () => {
    room = await openIngestRoom({ clock: () => now })
    await room.client.makeCentres(['PGA', 'PGB'])
    await room.client.importCsv('units', 'code,parentCode,kind,nameVi,nameEn,validFrom,validTo\nPGX,46,commune,Xã PGX,PGX commune,2020-01-01,\nPGXV,PGX,agency,Văn phòng PGX,PGX office,2020-01-01,\n')
    for (const unit of [null, '46', 'PGA', 'PGB', 'PGBA']) {
      const id = randomUUID()
      await room.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', 'Lãnh đạo', 'home-affairs', $3)", [id, `${id}@example.vn`, unit])
      cookies[unit ?? 'country'] = `session=${await room.access.sessions.open(id)}`
    }
    const dossiers = [
      open('PGA', '2026-02-24', { code: 'today-1' }), open('PGA', '2026-02-24', { code: 'today-2', sectorCode: 'LV02', agencyCode: 'PGBA' }),
      open('PGA', '2026-02-26', { code: 'soon-1' }), open('PGA', '2026-02-27', { code: 'soon-2', procedureCode: '1.000009' }), open('PGA', '2026-03-02', { code: 'later-1' }),
      open('PGA', '2026-02-12', { code: 'short-1' }), open('PGA', '2026-02-11', { code: 'medium-1' }), open('PGA', '2026-01-08', { code: 'long-1', sectorCode: 'LV02' }),
      open('PGA', null, { code: 'undated-1' }), open('PGA', '2026-02-23', { code: 'withdrawn-1', status: 7 }), open('PGA', '2026-02-23', { code: 'over-1', status: 9 }),
      open('PGA', '2026-03-05', { code: 'received-1', receivedAt: at('2026-02-24', '08:10'), updatedAt: at('2026-02-24', '08:20') }),
      open('PGA', '2026-02-23', { code: 'resolved-1', status: 9, finishedAt: at('2026-02-24', '08:30'), updatedAt: at('2026-02-24', '08:30') }),
      open('PGA', '2026-02-20', { code: 'resolved-2', status: 10, returnedAt: at('2026-02-24', '08:31'), centreCode: 'PGB', updatedAt: at('2026-02-24', '08:31') }),
      open('PGA', '2026-02-24', { code: 'moved-1', dueAt: at('2026-02-23') }), open('PGA', '2026-02-24', { code: 'moved-1', dueAt: at('2026-04-23'), updatedAt: at('2026-02-20') }),
      open('PGA', '2026-02-25', { code: 'commune-1', agencyCode: 'PGXV', centreCode: null, counterCode: null }),
    ]
    const answer = await room.client.request('POST', '/api/v1/dossiers', { token: room.client.key, body: { dossiers } })
    assert.equal(answer.status, 202, answer.text)
    await room.settled()
  })
  after(() => room.close())
  beforeEach(() => { now = NOW })

  it('counts by working days, Tết included, and by the newest state of each dossier', async () => {
    const { total, today, isWorkingDay, days, rows, leftOut } = await progress('unit=PGA&by=centre')
    assert.deepEqual([today, isWorkingDay, days, leftOut], ['2026-02-24', true, { soonTo: '2026-03-01', shortFrom: '2026-02-12', mediumFrom: '2026-02-03' }, 0])
    assert.equal(counts({ counts: total }), 'open 10, due-today 2, due-soon 2, due-later 3, overdue 3, overdue-short 1, overdue-medium 1, overdue-long 1, undated 1, received-today 1, resolved-today 2')
    assert.deepEqual(rows.map((it) => [it.code, it.name?.vi]), [['PGA', 'Trung tâm PGA'], ['PGB', 'Trung tâm PGB']])
    assert.deepEqual(rows[0]?.longest, { agencyCode: 'PGAA', code: 'long-1', dueOn: '2026-01-08', workingDays: 29 })
  })

  it('says the same by agency, commune, sector and procedure, and what belongs to none stands apart', async () => {
    const totals = await Promise.all((['agency', 'commune', 'centre', 'sector', 'procedure'] as const).map(async (by) => (await progress(`unit=46&by=${by}`)).total))
    for (const total of totals) assert.deepEqual(total, totals[0])
    const rowsOf = async (by: string) => (await progress(`unit=46&by=${by}`)).rows.map((it) => `${it.code ?? '-'} ${it.counts.open}`)
    assert.deepEqual(await rowsOf('agency'), ['PGAA 9', 'PGBA 1', 'PGXV 1'])
    assert.deepEqual(await rowsOf('commune'), ['- 10', 'PGX 1'])
    assert.deepEqual(await rowsOf('centre'), ['PGA 10', '- 1', 'PGB 0'])
    assert.deepEqual(await rowsOf('sector'), ['LV01 9', 'LV02 2'])
    assert.deepEqual((await progress('unit=46&by=procedure&limit=1')).rows.map((it) => it.code), ['1.001234'])
    assert.equal((await progress('unit=46&by=procedure&limit=1')).leftOut, 1)
  })

  it('leads from every count to exactly those dossiers, and agrees with the six classes of the list', async () => {
    const columns = ['due-today', 'due-later', 'overdue-long', 'undated', 'received-today']
    const asked = [['agency', 'PGAA'], ['commune', '-'], ['centre', 'PGA'], ['centre', '-'], ['sector', 'LV02'], ['procedure', '1.001234']] as const
    for (const [index, [by, code]] of asked.entries()) {
      const row = (await progress(`unit=46&by=${by}`)).rows.find((it) => (it.code ?? '-') === code)
      for (const column of ['open', PROGRESS_COLUMNS.find((it) => it === columns[index]) ?? 'overdue'] as const) {
        assert.equal((await listed(`unit=46&progress=${column}&${by}=${code}`)).length, row?.counts[column], `${by} ${code} ${column}`)
      }
    }
    assert.deepEqual(await listed('unit=PGA&progress=due-soon'), ['soon-1', 'soon-2'])
    assert.deepEqual(await listed('unit=PGA&progress=resolved-today'), ['resolved-2', 'resolved-1'])
    const { total } = await progress('unit=46')
    const classes = (await get('/api/v1/dossiers?unit=46&dueFrom=2020-01-01')).json.counts
    assert.deepEqual([classes['open-overdue'], classes['open-within-due']], [total.overdue, total['due-today'] + total['due-soon'] + total['due-later']])
  })

  it('goes by the days off of the agency that handles a dossier', async () => {
    await room.client.request('POST', '/api/v1/working-calendar/days', { token: room.client.key, body: { day: '2026-02-23', unitCode: 'PGAA', kind: 'holiday', name: 'Mất điện', source: 'Thông báo' } })
    assert.deepEqual([await listed('unit=PGA&progress=overdue-short'), await listed('unit=PGA&progress=overdue-medium')], [['medium-1', 'short-1'], []])
    assert.equal((await progress('unit=PGA&by=agency')).total['overdue-short'], 2)
    await room.client.request('DELETE', '/api/v1/working-calendar/days/2026-02-23?unit=PGAA', { token: room.client.key })
  })

  it('shows everybody their own unit only, and says what is wrong with a question', async () => {
    const own = await progress('by=agency', 'PGBA')
    assert.deepEqual(own.rows.map((it) => `${it.code} ${it.counts.open}`), ['PGBA 1', 'PGAA 0'])
    const atCentre = await progress('by=agency', 'PGB')
    assert.deepEqual([atCentre.unit, counts({ counts: atCentre.total })], ['PGB', 'resolved-today 1'])
    assert.equal((await get('/api/v1/dossier-progress?unit=PGA', 'PGB')).status, 403)
    assert.deepEqual(await listed('progress=open&agency=PGAA', 'PGB'), [])
    for (const [query, pointer] of [['unit=KHONGCO', '/unit'], ['by=official', '/by'], ['limit=0', '/limit'], ['day=2026-02-24', '/day']] as const) {
      const answer = await get(`/api/v1/dossier-progress?${query}`)
      assert.deepEqual([answer.status, answer.json.errors?.[0]?.pointer], [422, pointer], query)
    }
    const both = await get('/api/v1/dossiers?progress=overdue&dueFrom=2026-01-01')
    assert.deepEqual([both.status, both.json.errors?.[0]?.pointer], [422, '/progress'])
  })
})
