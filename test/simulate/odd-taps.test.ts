import assert from 'node:assert/strict'
import { judgeTaps, QUALITY_BITS, type Tap, type TapDay } from '../../analytics/detection/quality-bits.ts'
import { drawOddTaps, ODD_KINDS, type OddKind } from '../../simulate/odd-taps.ts'
import { createRandom } from '../../simulate/random.ts'

const [DEVICES, DAYS, HOUR_MS] = [300, 40, 3_600_000]
const DAY = Date.parse('2026-08-03T00:00:00+07:00')
const SPANS = [[7.5, 11.5], [13.5, 17]] as const
const SHARES = { 1: 0.02, 2: 0.03, 3: 0.06, 4: 0.29, 5: 0.6 }
/** One device-day in sixteen is attacked, each way as often as the others (statistics.md §3). */
const ATTACKED = 0.06

/** A country of devices whose days are known to be honest or not; seed 11 as in the published table. */
function simulate(seed: number) {
  const random = createRandom('odd-taps', seed)
  const found = new Map<OddKind | 'honest', { days: number; caught: number; fakes: number; out: number; genuine: number; lost: number }>()
  for (let device = 0; device < DEVICES; device += 1) {
    const perDay = Math.min(200, Math.max(4, random.logNormal(25, 0.7)))
    const rate = 0.25 + 0.4 * random.unit()
    for (let day = 0; day < DAYS; day += 1) {
      const served = new Map<number, number>()
      const genuine: Tap[] = []
      for (const [from, to] of SPANS) {
        for (let hour = Math.floor(from); hour < to; hour += 1) {
          const [opens, closes] = [Math.max(from, hour), Math.min(to, hour + 1)]
          const people = random.poisson((perDay * (closes - opens)) / 7.5)
          served.set(DAY + hour * HOUR_MS, people)
          for (let one = 0; one < people; one += 1) {
            if (random.chance(rate)) genuine.push({ at: Math.round(DAY + (opens + (closes - opens) * random.unit()) * HOUR_MS), score: random.pickWeighted([1, 2, 3, 4, 5], Object.values(SHARES)) })
          }
        }
      }
      const kind = random.chance(ATTACKED) ? random.pick(ODD_KINDS) : 'honest'
      const odd = kind === 'honest' ? [] : drawOddTaps(kind, random, SPANS.map(([from, to]) => ({ from: DAY + from * HOUR_MS, to: DAY + to * HOUR_MS })))
      const taps = [...genuine.map((it) => ({ ...it, isFake: false })), ...odd.map((it) => ({ ...it, isFake: true }))].sort((a, b) => a.at - b.at)
      const context: TapDay = {
        isOpen: (at) => SPANS.some(([from, to]) => at >= DAY + from * HOUR_MS - 600_000 && at < DAY + to * HOUR_MS + 600_000), closesAt: DAY + 17 * HOUR_MS, shares: SHARES,
        expected: new Map([...served].map(([hour, people]) => [hour, people * rate])), served: { people: [...served.values()].reduce((sum, it) => sum + it, 0), rate },
      }
      const verdicts = judgeTaps(taps, context)
      const group = found.get(kind) ?? { days: 0, caught: 0, fakes: 0, out: 0, genuine: 0, lost: 0 }
      group.days += 1
      group.caught += Number(verdicts.some((it) => (it.bits & ~QUALITY_BITS.double) > 0))
      taps.forEach((tap, index) => {
        const isOut = verdicts[index]?.excluded ?? false
        if (tap.isFake) { group.fakes += 1; group.out += Number(isOut) } else { group.genuine += 1; group.lost += Number(isOut) }
      })
      found.set(kind, group)
    }
  }
  return found
}

describe('odd ratings of simulated devices', () => {
  it('are found as often as the method promises, with few honest days among them', function () {
    const found = simulate(11)
    const share = (kind: OddKind | 'honest', top: 'caught' | 'out' | 'lost', of: 'days' | 'fakes' | 'genuine') => { const it = found.get(kind); return it ? it[top] / it[of] : NaN }
    for (const kind of ['child', 'closing', 'outside', 'stuck', 'angry'] as const) assert.ok(share(kind, 'caught', 'days') >= 0.97, `${kind}: ${share(kind, 'caught', 'days')} of ${found.get(kind)?.days}`)
    for (const [kind, least] of [['child', 0.9], ['closing', 0.97], ['outside', 0.99], ['stuck', 0.9]] as const) assert.ok(share(kind, 'out', 'fakes') >= least, `${kind}: ${share(kind, 'out', 'fakes')} of fakes are out`)
    assert.ok(share('honest', 'caught', 'days') <= 0.005, `${share('honest', 'caught', 'days')} of honest days`)
    assert.ok(share('honest', 'lost', 'genuine') <= 0.01, `${share('honest', 'lost', 'genuine')} of honest ratings`)
    // A patient insider is found now and then, and the fakes cannot be told apart: only tokens stop it.
    assert.ok(share('drip', 'caught', 'days') >= 0.4 && share('drip', 'out', 'fakes') < 0.1, `drip: ${share('drip', 'caught', 'days')}`)
  })
})
