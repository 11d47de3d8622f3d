import assert from 'node:assert/strict'
import { toHanoiDay, toMonthPeriod } from '../../contract/period.ts'
import { reorganisationPreview } from '../../contract/reorganisation.ts'
import { until, type Client } from '../support/client.ts'
import { aDossier, aRating } from '../support/events.ts'
import { testService } from '../support/service.ts'

const SEPTEMBER = { from: '2026-09-01', to: '2026-10-01' }
const noon = (day: string) => `${day}T12:00:00+07:00`

describe('figures of a tree that changes', function () {
  let client: Client
  /** Two agencies under Cần Thơ for each of these: the first with centres C1 (Q1, Q2) and C2 (Q3), the second with C3 (Q4). */
  const names = Array.from({ length: 7 }, (_, index) => `RF${index + 1}`)
  before(async () => {
    ({ client } = await testService())
    const units = names.flatMap((n) => [`${n},92,agency`, `${n}B,92,agency`, `${n}.C1,${n},centre`, `${n}.C2,${n},centre`, `${n}.C3,${n}B,centre`])
    await client.importCsv('units', `code,parentCode,kind,nameVi,validFrom\n${units.map((it) => `${it},${it.split(',')[0]},2020-01-01`).join('\n')}\n`)
    const counters = names.flatMap((n) => [['Q1', 'C1'], ['Q2', 'C1'], ['Q3', 'C2'], ['Q4', 'C3']].map(([counter, centre]) => `${n}.${counter},${n}.${centre},Quầy,2020-01-01`))
    await client.importCsv('counters', `code,centreCode,nameVi,validFrom\n${counters.join('\n')}\n`)
  })
  /** The next of them, for a test alone. */
  const newPlaces = () => names.shift() ?? assert.fail('more places are needed')
  /** So many ratings at a counter on a day, of which so many are satisfied. */
  const ratings = (counterCode: string, day: string, all: number, satisfied: number) =>
    Array.from({ length: all }, (_, i) => aRating(counterCode, { occurredAt: noon(day), score: i < satisfied ? 5 : 1 }))
  const reorganise = async (body: object, status = 201) => {
    const answer = await client.request('POST', '/api/v1/reorganisations', { token: client.key, body })
    assert.equal(answer.status, status, answer.text)
    return answer.json.id as string
  }
  const undo = async (id: string) => assert.equal((await client.request('DELETE', `/api/v1/reorganisations/${id}`, { token: client.key })).status, 204)
  const figures = async (indicator: string, query: Record<string, string>) =>
    (await client.values(indicator, query)).map((it) => `${it.unit} ${it.numerator}/${it.denominator}`).sort()
  const ratingsBy = (level: string, parent: string, days: Record<string, string> = SEPTEMBER) => figures('counter-satisfaction', { ...days, level, parent })
  const sendRatings = async (sent: unknown[], counted: number, counter: string) => {
    assert.equal((await client.sendRatings(sent)).status, 202)
    await until(async () => (await client.values('counter-satisfaction', { from: '2026-01-01', to: '2027-01-01', level: 'counter', parent: '92' })).find((it) => it.unit === counter)?.denominator === counted)
    // Sums by unit follow those by counter.
    const within = { from: '2026-01-01', to: '2027-01-01', parent: counter.slice(0, counter.lastIndexOf('.')) }
    const total = async (level: string) => (await client.values('counter-satisfaction', { ...within, level })).reduce((sum, it) => sum + (it.denominator ?? 0), 0)
    await until(async () => await total('agency') === await total('counter'))
  }

  it('are those of the merger, to the last digit, when it was entered before the ratings came and when it is entered two weeks after', async () => {
    const [early, late] = [newPlaces(), newPlaces()]
    const merger = (n: string) => ({ kind: 'merge', unitCodes: [`${n}.C1`, `${n}.C3`], into: { code: `${n}.N`, kind: 'centre', parentCode: `${n}B`, nameVi: 'Trung tâm hợp nhất' }, validFrom: '2026-09-15' })
    await reorganise(merger(early))
    for (const n of [early, late]) {
      await sendRatings([...ratings(`${n}.Q4`, '2026-09-20', 14, 3), ...ratings(`${n}.Q1`, '2026-09-14', 12, 7), ...ratings(`${n}.Q1`, '2026-09-15', 11, 4)], 23, `${n}.Q1`)
    }
    assert.deepEqual(await ratingsBy('centre', '92').then((all) => all.filter((it) => it.startsWith(late))), [`${late}.C1 11/23`, `${late}.C3 3/14`])
    const id = await reorganise(merger(late))
    for (const n of [early, late]) {
      assert.deepEqual(await ratingsBy('centre', n), [`${n}.C1 7/12`])
      assert.deepEqual(await ratingsBy('centre', `${n}B`), [`${n}.N 7/25`])
      assert.deepEqual([await ratingsBy('agency', n), await ratingsBy('agency', `${n}B`)], [[`${n} 7/12`], [`${n}B 7/25`]])
    }
    await undo(id)
    assert.deepEqual([await ratingsBy('centre', late), await ratingsBy('agency', `${late}B`)], [[`${late}.C1 11/23`], [`${late}B 3/14`]])
  })

  it('are right for both centres when a counter moved in the middle of a month, and become right again when that was a mistake', async () => {
    const n = newPlaces()
    await sendRatings([...ratings(`${n}.Q3`, '2026-09-10', 20, 13), ...ratings(`${n}.Q1`, '2026-09-30', 17, 6), ...ratings(`${n}.Q1`, '2026-09-16', 10, 9)], 27, `${n}.Q1`)
    const before = await ratingsBy('centre', n)
    assert.deepEqual(before, [`${n}.C1 15/27`, `${n}.C2 13/20`])
    const id = await reorganise({ kind: 'move', counterCodes: [`${n}.Q1`], toCode: `${n}.C2`, validFrom: '2026-09-17' })
    assert.deepEqual(await ratingsBy('centre', n), [`${n}.C1 9/10`, `${n}.C2 19/37`])
    assert.deepEqual(await ratingsBy('counter', `${n}.C2`), [`${n}.Q1 6/17`, `${n}.Q3 13/20`])
    assert.deepEqual(await figures('counter-satisfaction', { ...SEPTEMBER, level: 'centre', parent: n, bucket: 'hour' }), [`${n}.C1 9/10`, `${n}.C2 13/20`, `${n}.C2 6/17`])
    await undo(id)
    assert.deepEqual(await ratingsBy('centre', n), before)
  })

  it('are grouped by the tree of the day: last March by last March’s', async () => {
    const n = newPlaces()
    await sendRatings([...ratings(`${n}.Q3`, '2026-03-20', 12, 6), ...ratings(`${n}.Q3`, '2026-09-20', 13, 7)], 25, `${n}.Q3`)
    await reorganise({ kind: 'move', unitCodes: [`${n}.C2`], toCode: `${n}B`, validFrom: '2026-07-01' })
    assert.deepEqual([await ratingsBy('agency', '92', { period: '2026-03' }), await ratingsBy('agency', '92')].map((all) => all.filter((it) => it.startsWith(n))), [[`${n} 6/12`], [`${n}B 7/13`]])
  })

  it('count dossiers by their counter, else their centre, else their agency, and through successors what is still sent under an ended code', async () => {
    const n = newPlaces()
    const due = (day: string) => ({ agencyCode: n, dueAt: noon(day), finishedAt: noon(day) })
    const send = async (dossiers: unknown[]) => assert.equal((await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers } })).status, 202)
    const dossiersBy = (level: string, parent: string) => figures('on-time-due', { ...SEPTEMBER, level, parent })
    const withoutCounter = { counterCode: null, receivedAt: '2026-08-30T08:00:00+07:00' }
    await send([
      aDossier(`${n}.C1`, { counterCode: `${n}.Q1`, receivedAt: '2026-08-31T08:00:00+07:00', ...due('2026-09-10') }), aDossier(`${n}.C1`, { counterCode: `${n}.Q1`, receivedAt: '2026-08-31T08:00:00+07:00', ...due('2026-09-20') }),
      aDossier(`${n}.C1`, { ...withoutCounter, ...due('2026-09-11') }), aDossier(`${n}.C1`, { ...withoutCounter, ...due('2026-09-21') }),
      aDossier(`${n}.C1`, { ...withoutCounter, ...due('2026-09-22'), centreCode: null }),
    ])
    await until(async () => (await dossiersBy('agency', n))[0] === `${n} 5/5`)
    assert.deepEqual(await dossiersBy('centre', n), [`${n}.C1 4/4`])

    const moved = await reorganise({ kind: 'move', counterCodes: [`${n}.Q1`], toCode: `${n}.C2`, validFrom: '2026-09-15' })
    assert.deepEqual(await dossiersBy('centre', n), [`${n}.C1 3/3`, `${n}.C2 1/1`])
    await undo(moved)
    await reorganise({ kind: 'merge', unitCodes: [`${n}.C1`], into: { code: `${n}.C2` }, validFrom: '2026-09-15' })
    assert.deepEqual(await dossiersBy('centre', n), [`${n}.C1 2/2`, `${n}.C2 2/2`])
    await reorganise({ kind: 'merge', unitCodes: [n], into: { code: `${n}B` }, validFrom: '2026-09-21' })
    assert.deepEqual([await dossiersBy('agency', n), await dossiersBy('agency', `${n}B`)], [[`${n} 3/3`], [`${n}B 2/2`]])
    await send([aDossier(`${n}.C1`, { ...withoutCounter, ...due('2026-09-28') })])
    await until(async () => (await dossiersBy('agency', `${n}B`))[0] === `${n}B 3/3`)
    assert.deepEqual(await dossiersBy('centre', `${n}B`), [`${n}.C2 2/2`])
  })

  it('lose nothing: not under a unit that was made by mistake, nor of an agency that closed, nor before a centre opened', async () => {
    const n = newPlaces()
    const id = await reorganise({ kind: 'split', unitCode: n, parts: [{ code: `${n}.P`, nameVi: 'Phần' }], validFrom: '2026-09-01' })
    await reorganise({ kind: 'close', unitCode: `${n}.C2`, validFrom: '2026-09-15' }, 422)
    await reorganise({ kind: 'close', counterCode: `${n}.Q3`, validFrom: '2026-09-15' })
    await reorganise({ kind: 'close', unitCode: `${n}.C2`, validFrom: '2026-09-15' })
    const due = { dueAt: noon('2026-09-20'), finishedAt: noon('2026-09-20'), receivedAt: '2026-09-14T08:00:00+07:00', counterCode: null }
    const under = async (level: string, parent: string) => (await client.values('on-time-due', { ...SEPTEMBER, level, parent })).find((it) => it.unit === parent)?.denominator ?? 0
    const before = await under('province', '92')
    const dossiers = [aDossier(n, { ...due, centreCode: null, agencyCode: `${n}.P` }), aDossier(`${n}.C2`, { ...due, agencyCode: n }), aDossier(`${n}.C2`, { ...due, centreCode: `${n}.C2`, agencyCode: `${n}.C2` })]
    assert.equal((await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers } })).status, 202)
    await until(async () => await under('province', '92') === before + 3)
    await undo(id)
    assert.deepEqual([await under('province', '92'), await under('agency', n)], [before + 3, 3], 'what came under the part counts for the whole, what came under a closed centre for what it lay in')
  })

  it('are what the preview said they would be', async () => {
    const n = newPlaces()
    const [now, today] = [Date.now(), toHanoiDay(Date.now())]
    const yesterday = toHanoiDay(now - 24 * 3_600_000)
    const period = toMonthPeriod(now)
    await client.newKey(['results:read'], `${n}.C1`)
    const recent = (counter: string, all: number, satisfied: number) => ratings(counter, today, all, satisfied).map((it) => ({ ...it, occurredAt: new Date(now - 1000).toISOString() }))
    await sendRatings([...recent(`${n}.Q4`, 8, 2), ...recent(`${n}.Q3`, 13, 11), ...recent(`${n}.Q1`, 12, 5)], 12, `${n}.Q1`)
    const dossiers = Array.from({ length: 11 }, (_, i) => aDossier(`${n}.C1`, {
      agencyCode: n, counterCode: `${n}.Q2`, receivedAt: `${yesterday}T00:01:00+07:00`, dueAt: `${yesterday}T17:00:00+07:00`, finishedAt: i < 8 ? `${yesterday}T10:00:00+07:00` : null, updatedAt: `${yesterday}T10:00:00+07:00`,
    }))
    assert.equal((await client.request('POST', '/api/v1/dossiers', { token: client.key, body: { dossiers } })).status, 202)
    await until(async () => (await client.values('online-submission', { from: yesterday, to: today, level: 'centre', parent: n }))[0]?.denominator === 11)

    const body = { kind: 'merge', unitCodes: [n], into: { code: `${n}B` }, validFrom: `${period}-01` }
    const measure = async () => {
      const measured = new Map<string, unknown>()
      for (const indicator of ['counter-satisfaction', 'on-time-due']) {
        for (const level of ['province', 'commune', 'agency', 'centre']) {
          for (const it of await client.values(indicator, { period, level, parent: '92' })) {
            const { numerator, denominator, value, lower, upper, sampleSize } = it
            measured.set(`${indicator} ${it.unit}`, { numerator, denominator, value, lower, upper, sampleSize })
          }
        }
      }
      return measured
    }
    const answer = await client.request('POST', '/api/v1/reorganisations/preview', { token: client.key, body })
    assert.equal(answer.status, 200, answer.text)
    const preview = reorganisationPreview.parse(answer.json)
    assert.deepEqual(preview.affected, { units: 3, counters: 3, devices: 0, accounts: 0, keys: 1 })
    assert.deepEqual(preview.facts, { ratings: 25, dossiers: yesterday >= body.validFrom ? 11 : 0 })
    assert.deepEqual(preview.changes.map((it) => `${it.code} ${it.before?.parentCode ?? 'new'} ${it.after.parentCode} ${it.after.successorCode ?? ''}`).sort(), [
      `${n} 92 92 ${n}B`, `${n}.C1 ${n} ${n} `, `${n}.C1 new ${n}B `, `${n}.C2 ${n} ${n} `, `${n}.C2 new ${n}B `,
    ])

    const before = await measure()
    await reorganise(body)
    const after = await measure()
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter((key) => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key)))
    assert.deepEqual(preview.indices.map((it) => `${it.indicator} ${it.unit}`).sort(), changed.sort())
    assert.ok(changed.includes(`counter-satisfaction ${n}B`))
    for (const it of preview.indices) {
      const key = `${it.indicator} ${it.unit}`
      assert.deepEqual([it.before, it.after], [before.get(key) ?? null, after.get(key) ?? null], key)
    }
  })
})
