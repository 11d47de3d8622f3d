import type { RatingCell } from '../analytics/detection/detect-underperformance.ts'
import { expit, logit } from '../analytics/statistics/special-functions.ts'
import { createRandom, type Random } from './random.ts'

/**
 * A simulated country of counters, some of which are bad, whose truth is known (statistics.md §2.2): what detection is judged on. Spreads
 * are standard deviations on the logit scale.
 */
export interface WorldPlan {
  provinces: number
  countersPerProvince: number
  months: number
  seed: number
  satisfaction: readonly number[]
  spread: { centre: number; counter: number; provinceMonth: number; counterMonth: number; counterWeek: number }
  /** Shares of bad counters by how they go bad. */
  bad: { chronic: number; step: number; drift: number }
}

const WEEKS_PER_MONTH = 4
const SHIFTS = [0.7, 1, 1.5]
const [FIRST_CHANGE, LAST_CHANGE, DRIFT_MONTHS] = [12, 18, 6]

export const BASE_WORLD: Omit<WorldPlan, 'seed'> = {
  provinces: 20, countersPerProvince: 2_000, months: 24, satisfaction: [0.95, 0.93, 0.91, 0.88, 0.84, 0.78],
  spread: { centre: 0.25, counter: 0.25, provinceMonth: 0.08, counterMonth: 0.1, counterWeek: 0.1 }, bad: { chronic: 0.03, step: 0.03, drift: 0.02 },
}
export const NOISY_WORLD: typeof BASE_WORLD = { ...BASE_WORLD, spread: { ...BASE_WORLD.spread, centre: 0.35, counter: 0.4, provinceMonth: 0.2, counterMonth: 0.2 } }
export const NULL_WORLD: typeof BASE_WORLD = { ...BASE_WORLD, provinces: 6, bad: { chronic: 0, step: 0, drift: 0 } }

/** A counter with the truth about it; `badFrom` is the first month in which it is bad, Infinity for a healthy one. */
export interface PlannedCounter { province: string; centre: string; counter: string; mainField: number; volume: number; kind: 'healthy' | 'chronic' | 'step' | 'drift'; badFrom: number }

/** Counters and their cells month by month, the first month being 0. The same plan gives the same world. */
export function createCounterWorld(plan: WorldPlan): { counters: PlannedCounter[]; cellsOf(month: number): RatingCell[] } {
  const random = createRandom('counter-world', plan.seed)
  const { spread } = plan
  const counters: (PlannedCounter & { level: number; shift: number; mix: number[]; provinceNumber: number })[] = []
  for (let provinceNumber = 0; provinceNumber < plan.provinces; provinceNumber += 1) {
    for (let [centreNumber, left] = [0, plan.countersPerProvince]; left > 0; centreNumber += 1) {
      const size = Math.min(left, 3 + random.below(11))
      left -= size
      const centreLevel = spread.centre * random.normal()
      for (let number = 0; number < size; number += 1) {
        const mainField = random.below(plan.satisfaction.length)
        const [kind, badFrom] = drawKind(plan, random)
        const others = plan.satisfaction.map(() => random.unit() ** 3)
        const all = others.reduce((sum, it) => sum + it, 0)
        const main = 0.5 + 0.5 * random.unit()
        counters.push({
          province: `P${provinceNumber}`, centre: `P${provinceNumber}C${centreNumber}`, counter: `P${provinceNumber}C${centreNumber}Q${number}`, provinceNumber, mainField, kind, badFrom,
          volume: Math.min(3_000, Math.max(3, random.logNormal(60, 1))), level: centreLevel + spread.counter * random.normal(),
          shift: random.pick(SHIFTS), mix: others.map((it, field) => ((1 - main) * it) / all + (field === mainField ? main : 0)),
        })
      }
    }
  }
  const inMonth = (month: number, badFrom: number, kind: PlannedCounter['kind']) =>
    (month < badFrom ? 0 : kind === 'drift' ? Math.min(1, (month - badFrom + 1) / DRIFT_MONTHS) : 1)
  return {
    counters,
    cellsOf: (month) => {
      const provinceMonths = Array.from({ length: plan.provinces }, () => spread.provinceMonth * random.normal())
      return counters.flatMap((it) => {
        const level = it.level + (provinceMonths[it.provinceNumber] as number) + spread.counterMonth * random.normal() - it.shift * inMonth(month, it.badFrom, it.kind)
        const cells: RatingCell[] = []
        for (let week = 0; week < WEEKS_PER_MONTH; week += 1) {
          const weekLevel = level + spread.counterWeek * random.normal()
          it.mix.forEach((share, field) => {
            const n = random.poisson((it.volume * share) / WEEKS_PER_MONTH)
            if (n === 0) return
            const satisfied = expit(logit(plan.satisfaction[field] as number) + weekLevel)
            cells.push({ province: it.province, centre: it.centre, counter: it.counter, field: `F${field}`, week: month * WEEKS_PER_MONTH + week, n, dissatisfied: random.binomial(n, 1 - satisfied) })
          })
        }
        return cells
      })
    },
  }
}

function drawKind({ bad }: WorldPlan, random: Random): [PlannedCounter['kind'], number] {
  const drawn = random.unit()
  const changes = FIRST_CHANGE + random.below(LAST_CHANGE - FIRST_CHANGE + 1)
  if (drawn < bad.chronic) return ['chronic', 0]
  if (drawn < bad.chronic + bad.step) return ['step', changes]
  if (drawn < bad.chronic + bad.step + bad.drift) return ['drift', changes]
  return ['healthy', Infinity]
}
