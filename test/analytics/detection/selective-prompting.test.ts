import assert from 'node:assert/strict'
import { compareWithinDays, detectSelectivePrompting, type PromptingCell } from '../../../analytics/detection/selective-prompting.ts'
import { PROMPTING_METHOD } from '../../../analytics/detection/prompting-method.ts'
import { createRandom, type Random } from '../../../simulate/random.ts'

const HOURS = [7, 8, 9, 10, 13, 14, 15, 16]
const DAYS = Array.from({ length: 22 }, (_, index) => `2026-03-${String(index + 1).padStart(2, '0')}`)
/** What somebody does: the chance of being asked, from what it would be. */
type Habit = (chance: number, hour: number, outcome: PromptingCell['outcome']) => number

/**
 * A month of a province: counters differ in how often they ask, networks fail for some hours or a whole day, and one dossier in five is late,
 * more of them in the afternoon.
 */
function aMonth(seed: number, habits: Record<string, Habit> = {}, { centres = 12, each = 8, perHour = 2 } = {}) {
  const random = createRandom('prompting', seed)
  const [cells, heard]: [PromptingCell[], Set<string>] = [[], new Set()]
  for (let centre = 0; centre < centres; centre += 1) {
    const usual = 1.5 + 0.4 * random.normal()
    for (let number = 1; number <= each; number += 1) {
      const counter = `C${centre}.Q${number}`
      const level = usual + 0.4 * random.normal()
      for (const day of DAYS) cells.push(...aDay(random, { centre: `C${centre}`, counter, day, level, perHour, habit: habits[counter] ?? ((it) => it) }, heard))
    }
  }
  return { cells, heard }
}

interface DayPlan { centre: string; counter: string; day: string; level: number; perHour: number; habit: Habit }

function aDay(random: Random, { centre, counter, day, level, perHour, habit }: DayPlan, heard: Set<string>): PromptingCell[] {
  const isOut = random.chance(0.04)
  const failsFrom = random.chance(0.1) ? random.pick(HOURS) : Infinity
  if (!isOut) heard.add(`${counter} ${day}`)
  const chance = 1 / (1 + Math.exp(-(level + 0.3 * random.normal())))
  return HOURS.flatMap((hour) => (['late', 'on-time'] as const).map((outcome): PromptingCell => {
    const handedOver = random.poisson(perHour * (outcome === 'late' ? (hour > 12 ? 0.3 : 0.15) : 0.8))
    const fails = isOut || (hour >= failsFrom && hour < failsFrom + 3)
    return { centre, counter, day, hour, outcome, handedOver, asked: fails ? 0 : random.binomial(handedOver, habit(chance, hour, outcome)) }
  })).filter((it) => it.handedOver > 0)
}

const find = ({ cells, heard }: ReturnType<typeof aMonth>) => detectSelectivePrompting(cells, heard)

describe('asking only some for a rating', () => {
  it('is found where late dossiers are asked less than those on time, with both counts', () => {
    const named = [1, 2, 3, 4, 5].map((seed) => find(aMonth(seed, { 'C3.Q7': (it, _, outcome) => (outcome === 'late' ? 0.15 * it : it) })).filter((it) => it.kind === 'outcome'))
    for (const found of named) assert.deepEqual(found.map((it) => it.counter), ['C3.Q7'])
    const [[first]] = named as [[NonNullable<typeof named[0][0]>]]
    assert.ok(first.few.of > 40 && first.few.asked / first.few.of < 0.25 && first.others.asked / first.others.of > 0.5, JSON.stringify(first))
  })

  it('is found where a counter asks far less than the others of its centre, or at one hour less than at its others', () => {
    const found = [6, 7, 8].map((seed) => find(aMonth(seed, { 'C1.Q2': (it) => 0.25 * it, 'C5.Q1': (it, hour) => (hour === 16 ? 0.1 * it : it) })).map((it) => `${it.counter} ${it.kind} ${it.hour ?? ''}`))
    for (const names of found) assert.deepEqual(names.filter((it) => it.startsWith('C1.Q2 c') || it.startsWith('C5.Q1')), ['C1.Q2 counter ', 'C5.Q1 hour 16'])
  })

  it('is said of at most five of a thousand healthy counters a month, though networks fail and counters differ', () => {
    let [counters, named] = [0, 0]
    for (let seed = 100; seed < 130; seed += 1) {
      const month = aMonth(seed)
      counters += 96
      named += new Set(find(month).map((it) => it.counter)).size
    }
    assert.ok(named / counters <= 0.005, `${named} of ${counters}`)
  })

  it('is not said of a tablet that was off: such days are left out and counted beside', () => {
    const { cells, heard } = aMonth(9, {}, { centres: 2 })
    const off = DAYS.slice(0, 12)
    const dark = cells.map((it) => (it.counter === 'C0.Q1' && off.includes(it.day) ? { ...it, asked: 0 } : it))
    const silent = new Set([...heard].filter((it) => !off.some((day) => it === `C0.Q1 ${day}`)))
    assert.deepEqual(detectSelectivePrompting(dark, silent).filter((it) => it.counter === 'C0.Q1'), [])
    const [shown] = detectSelectivePrompting(dark, heard).filter((it) => it.counter === 'C0.Q1')
    assert.equal(shown?.kind, 'counter', 'a tablet that people used all day, and that asked nobody, is to be looked at')
    const half = dark.map((it) => (it.counter === 'C0.Q1' && it.outcome === 'late' ? { ...it, asked: 0 } : it))
    const beside = detectSelectivePrompting(half, silent).find((it) => it.counter === 'C0.Q1' && it.kind === 'outcome')
    assert.ok((beside?.silent.days ?? 0) >= off.length && (beside?.silent.handedOver ?? 0) > 100, JSON.stringify(beside))
  })

  it('is not concluded from few dossiers or few days', () => {
    const cells = (of: number, days: number): PromptingCell[] => DAYS.slice(0, days).flatMap((day) => (['late', 'on-time'] as const).map((outcome): PromptingCell =>
      ({ centre: 'C', counter: 'C.Q1', day, hour: 9, outcome, handedOver: of, asked: outcome === 'late' ? 0 : of })))
    assert.deepEqual(detectSelectivePrompting(cells(1, 9), new Set()), [], 'nine late ones')
    assert.deepEqual(detectSelectivePrompting(cells(20, PROMPTING_METHOD.leastDays - 1), new Set()), [], 'four days')
    assert.deepEqual(detectSelectivePrompting(cells(10, 10), new Set()).map((it) => [it.kind, it.few, it.others]), [['outcome', { asked: 0, of: 100 }, { asked: 100, of: 100 }]])
  })

  it('is judged by the draws of each day (Mantel–Haenszel), or by how much days differ where that is more', () => {
    const alike = Array.from({ length: 10 }, () => ({ group: { asked: 2, of: 5 }, rest: { asked: 3, of: 5 } }))
    // Each day 0.5 short of the expected 2.5; variance 5·5·5·5/(100·9); z = (5 − 0.5)/√6.944 = 1.7076.
    assert.ok(Math.abs((compareWithinDays(alike, PROMPTING_METHOD) ?? 0) - 0.04385) < 1e-4, String(compareWithinDays(alike, PROMPTING_METHOD)))
    const swinging = alike.map((_, day) => (day % 2 === 0 ? { group: { asked: 0, of: 5 }, rest: { asked: 5, of: 5 } } : { group: { asked: 4, of: 5 }, rest: { asked: 1, of: 5 } }))
    assert.ok((compareWithinDays(swinging, PROMPTING_METHOD) ?? 0) > 0.2, String(compareWithinDays(swinging, PROMPTING_METHOD)))
  })
})
