import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createQualityDecisions } from '../../analytics/quality/quality-decisions.ts'
import type { Role } from '../../contract/role.ts'
import { oddDayDetail, oddDays, ratingQuality, type RatingQuality } from '../../contract/rating-quality.ts'
import { judgeRatings } from '../../jobs/judge-ratings.ts'
import { openIngestRoom, type IngestRoom } from '../support/ingest-room.ts'

const NOW = Date.parse('2021-08-10T09:00:00+07:00')
/** A Tuesday. */
const DAY = '2021-08-03'

describe('odd ratings and validated figures', function () {
  let room: IngestRoom
  const cookies = new Map<string, string>()
  const cookieOf = async (role: Role, unitCode: string | null) => {
    const id = randomUUID()
    await room.record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', $3, $4, $5)", [id, `${id}@example.vn`, `Người thử ${role}`, role, unitCode])
    return `session=${await room.access.sessions.open(id)}`
  }
  const ask = (path: string, who = 'affairs') => room.client.request('GET', path, { cookie: cookies.get(who) ?? '' })
  const decide = (decision: object, who = 'affairs') => room.client.request('POST', '/api/v1/odd-days/decisions', { cookie: cookies.get(who) ?? '', body: { counter: 'QLT.Q1', sender: 'tablet-1', day: DAY, ...decision } })
  const whole = async (): Promise<RatingQuality> => ratingQuality.parse((await ask('/api/v1/rating-quality?unit=QLT&period=2021-08')).json)
  /** The share on five levels, which is always first. */
  const quality = async () => {
    const { indices: [first], ...answer } = await whole()
    assert.ok(first?.id === 'counter-satisfaction')
    return { ...answer, all: first.all, validated: first.validated }
  }
  const judge = () => judgeRatings({ warehouse: room.warehouse, ...room.registry, decisions: createQualityDecisions({ record: room.record, clock: () => NOW }), clock: () => NOW })

  /** Ratings at `HH:MM:SS`, as the pipeline stores and counts them. */
  const rate = async (sender: string, taps: readonly (readonly [time: string, score: number])[], day = DAY, scale = 5) => {
    const rows = taps.map(([time, score]) => {
      const at = new Date(`${day}T${time}+07:00`).toISOString()
      return [sender, randomUUID(), at, at, at, 'QLT', 'QLT.Q1', scale, score]
    })
    await room.warehouse.insert('ratings', ['sender', 'id', 'occurred_at', 'corrected_at', 'received_at', 'centre_code', 'counter_code', 'scale', 'score'], rows)
    await room.dirtyDays.mark('ratings', [{ day, centreCode: 'QLT' }])
    await room.refresh()
  }

  before(async () => {
    room = await openIngestRoom({ clock: () => NOW })
    await room.client.makeCentres(['QLT', 'QLU'])
    for (const [who, role, unit] of [['affairs', 'home-affairs', '46'], ['director', 'director', 'QLT'], ['stranger', 'director', 'QLU']] as const) cookies.set(who, await cookieOf(role, unit))
    // Forty people through the day, and a child who finds the red face funny.
    await rate('tablet-1', [
      ...Array.from({ length: 40 }, (_, i): [string, number] => [`${String(8 + Math.floor(i / 15)).padStart(2, '0')}:${String((i % 15) * 4 - (i % 15 > 0 ? i % 3 : 0)).padStart(2, '0')}:${String((i * i * 23) % 59).padStart(2, '0')}`, i % 10 === 0 ? 2 : 5]),
      ...[3, 9, 14, 22, 27, 35, 41, 46, 55].map((second): [string, number] => [`14:10:${String(second).padStart(2, '0')}`, 1]), ['19:30:00', 1],
    ])
    await judge()
  })
  after(() => room.close())

  it('leave the index of all as it is, and stand beside it without them', async () => {
    const { all, validated, excluded, byRule, differs } = await quality()
    assert.deepEqual([all.numerator, all.denominator, validated.numerator, validated.denominator], [36, 50, 36, 41])
    assert.deepEqual([excluded, byRule.burst, byRule.outsideHours, differs], [9, 8, 1, true])
  })

  it('are listed by device and day with their rules, and shown tap by tap', async () => {
    const { rows, may } = oddDays.parse((await ask('/api/v1/odd-days?unit=QLT')).json)
    assert.deepEqual(rows.map((it) => [it.day, it.counter.code, it.sender, it.odd, it.excluded, may.decide]), [[DAY, 'QLT.Q1', 'tablet-1', 10, 9, true]])
    assert.ok(rows[0]?.rules.includes('burst') && rows[0].rules.includes('outsideHours'))
    const detail = oddDayDetail.parse((await ask(`/api/v1/odd-days/QLT.Q1/${DAY}?sender=tablet-1`)).json)
    assert.deepEqual([detail.taps.length, detail.taps.filter((it) => it.excluded).length, detail.taps.find((it) => it.at === '2021-08-03T07:10:03.000Z')?.excluded], [50, 9, false])
    assert.deepEqual(detail.effect.indices.map((it) => [it.id, it.all.denominator, it.ifRestored.denominator, it.ifExcluded.denominator, it.validated.denominator]), [['counter-satisfaction', 50, 50, 0, 41], ['counter-satisfaction-mean', 50, 50, 0, 41]])
  })

  it('stay the same when the day is judged again, and nothing is due without a change', async () => {
    assert.equal(await judge(), 0)
    const before = await quality()
    await room.dirtyDays.mark('ratings', [{ day: DAY, centreCode: 'QLT' }])
    await room.refresh()
    assert.ok(await judge() >= 1)
    assert.deepEqual({ ...await quality(), all: null, validated: null }, { ...before, all: null, validated: null })
  })

  it('count again once somebody with the right restores them, with a reason that stays; all the while the index of all is the same', async () => {
    assert.equal((await decide({ decision: 'restore', reason: 'Một đoàn đông người chấm cùng lúc.' }, 'director')).status, 403)
    assert.equal((await decide({ decision: 'restore', reason: 'ngắn' })).status, 422)
    assert.equal((await decide({ decision: 'restore', reason: 'Một đoàn đông người chấm cùng lúc.' })).status, 204)
    const restored = await quality()
    assert.deepEqual([restored.all.denominator, restored.validated.denominator, restored.excluded, restored.differs], [50, 50, 0, false])
    const [row] = oddDays.parse((await ask('/api/v1/odd-days?unit=QLT')).json).rows
    assert.deepEqual([row?.decision?.decision, row?.decision?.by, row?.odd], ['restore', 'Người thử home-affairs', 10])
    assert.equal((await decide({ decision: 'exclude', reason: 'Máy để ngoài sảnh, trẻ em chơi cả ngày.' })).status, 204)
    assert.deepEqual([(await quality()).validated.denominator, (await quality()).all.denominator], [0, 50])
    assert.equal((await decide({ decision: 'restore', reason: 'Xem lại: chỉ một lúc buổi chiều.' })).status, 204)
    assert.equal((await quality()).validated.denominator, 50)
  })

  it('are judged once more when a rating comes late, and on days that are over', async () => {
    await rate('tablet-1', [['10:50:00', 5]])
    await rate('tablet-1', [['08:00:00', 5], ['08:00:01', 5]], '2021-08-10')
    assert.ok(await judge() >= 1)
    assert.equal((await quality()).all.denominator, 53)
    assert.ok(!oddDays.parse((await ask('/api/v1/odd-days?unit=QLT&to=2021-08-11')).json).rows.some((it) => it.day === '2021-08-10'))
  })

  it('have means, and three levels of their own where there are tablets with three', async () => {
    const three = Array.from({ length: 20 }, (_, i): [string, number] => [`${String(8 + (i % 3)).padStart(2, '0')}:${String((i * i * 7 + 3 * i) % 60).padStart(2, '0')}:${String((i * 17) % 60).padStart(2, '0')}`, i < 16 ? 3 : 1])
    await rate('tablet-3', [...three, ['20:00:00', 1], ['20:30:00', 2]], '2021-08-05', 3)
    await judge()
    const { indices, excluded } = await whole()
    assert.deepEqual(indices.map((it) => [it.id, it.measuredIn]), [['counter-satisfaction', 'share'], ['counter-satisfaction-mean', 'points'], ['counter-satisfaction-3', 'share'], ['counter-satisfaction-3-mean', 'points']])
    const [, mean, share3, mean3] = indices
    assert.deepEqual([share3?.all.numerator, share3?.all.denominator, share3?.validated.numerator, share3?.validated.denominator, excluded], [16, 22, 16, 20, 2])
    assert.deepEqual([mean3?.validated.value, mean?.all.denominator], [80, mean?.validated.denominator])
    assert.ok(mean3?.validated.lower != null && mean3.validated.lower < 80 && mean3.validated.upper != null && mean3.validated.upper > 80)
  })

  it('are for those who answer for the place, and days that are not over cannot be decided about', async () => {
    assert.equal((await ask('/api/v1/odd-days?unit=QLT', 'stranger')).status, 403)
    assert.equal((await ask(`/api/v1/odd-days/QLT.Q1/${DAY}?sender=tablet-1`, 'stranger')).status, 403)
    assert.equal((await ask('/api/v1/rating-quality?unit=QLT&period=2021-08', 'stranger')).status, 403)
    assert.deepEqual((await ask('/api/v1/odd-days', 'stranger')).json.rows, [])
    const today = await decide({ decision: 'exclude', reason: 'Hôm nay còn chưa hết ngày.', day: '2021-08-10' })
    assert.deepEqual([today.status, today.json.errors[0].pointer], [422, '/day'])
    assert.equal((await decide({ decision: 'exclude', reason: 'Không có máy nào như thế.', sender: 'nobody' })).status, 404)
  })
})
