import { detectUnderperformance, type RatingCell } from '../analytics/detection/detect-underperformance.ts'
import { BASE_WORLD, createCounterWorld, NOISY_WORLD, NULL_WORLD, type PlannedCounter } from '../simulate/counter-world.ts'
import { argument, median, milliseconds, printTable, times } from './measuring.ts'

/**
 * How long detection takes for the whole country, and what it finds in simulated countries whose truth is known, against the rules that
 * people use: below 80 %, the bottom 5 %, two standard deviations below all. Twelve months of history, twelve that are judged.
 */
const PROVINCES = argument('provinces', 20, 1)
const SEED = argument('seed', 101)
const [FIRST_JUDGED, MONTHS] = [12, 24]
const RATINGS_FOR_NAIVE = 30
/** How soon each kind of bad counter should be known. */
const FOUND_WITHIN: readonly [PlannedCounter['kind'], number][] = [['chronic', 3], ['step', 3], ['step', 6], ['drift', 8]]

interface Month { n: number; dissatisfied: number }
type Rule = (months: ReadonlyMap<string, Month>, counters: readonly PlannedCounter[]) => Set<string>

const share = ({ n, dissatisfied }: Month) => 1 - dissatisfied / n
const rated = (months: ReadonlyMap<string, Month>) => [...months].filter(([, it]) => it.n >= RATINGS_FOR_NAIVE)
const NAIVE: Record<string, Rule> = {
  'below 80 %': (months) => new Set(rated(months).filter(([, it]) => share(it) < 0.8).map(([counter]) => counter)),
  'the bottom 5 %': (months) => {
    const order = rated(months).sort(([, a], [, b]) => share(a) - share(b))
    return new Set(order.slice(0, Math.floor(0.05 * order.length)).map(([counter]) => counter))
  },
  'z < −2 among all': (months) => {
    const shares = rated(months).map(([, it]) => share(it))
    const mean = shares.reduce((sum, it) => sum + it, 0) / shares.length
    const spread = Math.sqrt(shares.reduce((sum, it) => sum + (it - mean) ** 2, 0) / (shares.length - 1))
    return new Set(rated(months).filter(([, it]) => (share(it) - mean) / spread < -2).map(([counter]) => counter))
  },
}

class Score {
  found = 0; bad = 0; alarms = 0; healthy = 0
  readonly #byField = [{ alarms: 0, healthy: 0 }, { alarms: 0, healthy: 0 }]
  add(counter: PlannedCounter, month: number, isFlagged: boolean): void {
    if (month >= counter.badFrom) {
      this.bad += 1
      this.found += Number(isFlagged)
      return
    }
    this.healthy += 1
    this.alarms += Number(isFlagged)
    const side = this.#byField[counter.mainField >= BASE_WORLD.satisfaction.length / 2 ? 1 : 0]
    if (!side) return
    side.healthy += 1
    side.alarms += Number(isFlagged)
  }
  get line(): string {
    const [easy, hard] = this.#byField.map((it) => it.alarms / it.healthy) as [number, number]
    const percent = (it: number) => (Number.isFinite(it) ? `${(100 * it).toFixed(1)} %` : '–').padStart(7)
    return `${percent(this.found / (this.found + this.alarms))} ${percent(this.found / this.bad)} ${((1000 * this.alarms) / this.healthy).toFixed(2).padStart(8)} ${(hard / easy).toFixed(2).padStart(6)}`
  }
}

function judgeWorld(name: string, plan: typeof BASE_WORLD): void {
  const world = createCounterWorld({ ...plan, provinces: Math.min(PROVINCES, plan.provinces), months: MONTHS, seed: SEED })
  const foundFirst = new Map<string, number>()
  const scores = new Map(['ours', 'ours, to be reviewed', ...Object.keys(NAIVE)].map((it) => [it, new Score()]))
  const badFrom = new Map(world.counters.map((it) => [it.counter, it.badFrom]))
  const cells: RatingCell[] = []
  for (let month = 0; month < MONTHS; month += 1) {
    const fresh = world.cellsOf(month)
    for (const it of fresh) cells.push(it)
    if (month < FIRST_JUDGED) continue
    const found = detectUnderperformance(cells, { lastWeek: month * 4 + 3 })
    for (const it of found) if (it.watch && month >= (badFrom.get(it.counter) ?? Infinity) && !foundFirst.has(it.counter)) foundFirst.set(it.counter, month)
    const months = new Map<string, Month>()
    for (const it of fresh) {
      const known = months.get(it.counter) ?? { n: 0, dissatisfied: 0 }
      months.set(it.counter, { n: known.n + it.n, dissatisfied: known.dissatisfied + it.dissatisfied })
    }
    const flagged = new Map<string, Set<string>>([
      ['ours', new Set(found.filter((it) => it.watch).map((it) => it.counter))], ['ours, to be reviewed', new Set(found.filter((it) => it.review).map((it) => it.counter))],
      ...Object.entries(NAIVE).map(([rule, of]): [string, Set<string>] => [rule, of(months, world.counters)]),
    ])
    for (const counter of world.counters) for (const [rule, score] of scores) score.add(counter, month, flagged.get(rule)?.has(counter.counter) ?? false)
  }
  process.stdout.write(`\n${name}: ${world.counters.length.toLocaleString('en-GB')} counters, seed ${SEED}\n  ${''.padEnd(22)} precision  recall  false alarms/1,000 healthy/month  hard ÷ easy fields\n`)
  for (const [rule, score] of scores) process.stdout.write(`  ${rule.padEnd(22)} ${score.line}\n`)
  for (const [kind, within] of FOUND_WITHIN) {
    const all = world.counters.filter((it) => it.kind === kind && Math.max(FIRST_JUDGED, it.badFrom) + within <= MONTHS)
    const inTime = all.filter((it) => (foundFirst.get(it.counter) ?? Infinity) < Math.max(FIRST_JUDGED, it.badFrom) + within)
    if (all.length > 0) process.stdout.write(`  ${kind}: found within ${within} months ${((100 * inTime.length) / all.length).toFixed(1)} % of ${all.length}\n`)
  }
}

function timeCountry(): void {
  const world = createCounterWorld({ ...BASE_WORLD, provinces: PROVINCES, months: 12, seed: SEED })
  const cells: RatingCell[] = []
  for (let month = 0; month < 12; month += 1) for (const it of world.cellsOf(month)) cells.push(it)
  const took = Array.from({ length: 5 }, () => {
    const since = performance.now()
    detectUnderperformance(cells)
    return performance.now() - since
  })
  const read = Array.from({ length: 5 }, () => {
    const since = performance.now()
    const sums = new Map<string, number>()
    for (const it of cells) sums.set(it.counter, (sums.get(it.counter) ?? 0) + it.dissatisfied)
    return performance.now() - since
  })
  printTable('Detection', [
    [`${world.counters.length.toLocaleString('en-GB')} counters, twelve months, ${cells.length.toLocaleString('en-GB')} cells`, milliseconds(median(took)), '< 5,000 ms'],
    ['÷ adding up the same cells by counter', times(median(took) / median(read))],
  ])
}

timeCountry()
judgeWorld('Base world', BASE_WORLD)
judgeWorld('Noisy world', NOISY_WORLD)
judgeWorld('Nobody is bad', NULL_WORLD)
