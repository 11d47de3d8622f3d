import { adjustByBenjaminiHochberg } from '../statistics/benjamini-hochberg.ts'
import { betaBinomialMidP } from '../statistics/beta-binomial.ts'
import { betweenVariance } from '../statistics/between-variance.ts'
import { normalCdf } from '../statistics/special-functions.ts'
import { PROMPTING_METHOD, type PromptingMethod } from './prompting-method.ts'

/** Dossiers that were handed over at a counter with a tablet in one hour, all of one outcome, and how many of them the tablet asked about. */
export interface PromptingCell { centre: string; counter: string; day: string; hour: number; outcome: 'late' | 'on-time' | 'no-due'; handedOver: number; asked: number }
/** So many asked of so many. */
export interface Asked { asked: number; of: number }

/**
 * `few` were asked clearly less than `others`: a counter less than the others of its centre, its late dossiers less than those on time, one hour of
 * the day less than its other hours. `silent`: what was left out, days on which no tablet of the counter was heard of.
 */
export interface PromptingFinding {
  centre: string; counter: string; kind: 'counter' | 'outcome' | 'hour'; hour: number | null; few: Asked; others: Asked; p: number; pAdjusted: number
  silent: { days: number; handedOver: number }
}

interface Day { late: Asked; onTime: Asked; hours: Map<number, Asked>; all: Asked }
interface Counter { centre: string; counter: string; days: Day[]; all: Asked; silent: { days: number; handedOver: number } }
type Tested = Omit<PromptingFinding, 'pAdjusted' | 'silent' | 'centre' | 'counter'> & { of: Counter }

const nobody = (): Asked => ({ asked: 0, of: 0 })
const add = (to: Asked, { asked, of }: Asked) => { to.asked += asked; to.of += of }
const sum = (all: Iterable<Asked>): Asked => { const total = nobody(); for (const it of all) add(total, it); return total }
const less = (all: Asked, part: Asked): Asked => ({ asked: all.asked - part.asked, of: all.of - part.of })
const share = ({ asked, of }: Asked) => (of === 0 ? 0 : asked / of)

/**
 * Which counters of a province ask whom they like, in one month. A tablet that is off or cut off asks nobody, and that is no choice: days on which
 * nothing was asked and no tablet of the counter was `heard` of (by `counter day`) are left out and counted beside. Within a counter its
 * own days are compared with themselves, so that a day on which half is asked says nothing about which half.
 */
export function detectSelectivePrompting(cells: readonly PromptingCell[], heard: ReadonlySet<string>, method: PromptingMethod = PROMPTING_METHOD): PromptingFinding[] {
  const counters = toCounters(cells, heard)
  const tests = { counter: testCounters(counters, method), outcome: counters.flatMap((it) => testOutcome(it, method)), hour: counters.flatMap((it) => testHours(it, method)) }
  return (['counter', 'outcome', 'hour'] as const).flatMap((kind) => {
    const adjusted = adjustByBenjaminiHochberg(tests[kind].map((it) => it.p))
    return tests[kind].flatMap(({ of: { centre, counter, silent }, ...it }, index): PromptingFinding[] => {
      const pAdjusted = adjusted[index] ?? 1
      const isWorthALook = pAdjusted <= method.falseDiscoveries && share(it.others) - share(it.few) >= method.leastGap[kind]
      return isWorthALook ? [{ centre, counter, ...it, pAdjusted, silent }] : []
    })
  })
}

function toCounters(cells: readonly PromptingCell[], heard: ReadonlySet<string>): Counter[] {
  const counters = new Map<string, { centre: string; days: Map<string, Day> }>()
  for (const { centre, counter, day, hour, outcome, handedOver, asked } of cells) {
    const known = counters.get(counter) ?? { centre, days: new Map<string, Day>() }
    counters.set(counter, known)
    const onDay = known.days.get(day) ?? { late: nobody(), onTime: nobody(), hours: new Map<number, Asked>(), all: nobody() }
    known.days.set(day, onDay)
    const cell = { asked, of: handedOver }
    add(onDay.all, cell)
    if (outcome !== 'no-due') add(outcome === 'late' ? onDay.late : onDay.onTime, cell)
    const ofHour = onDay.hours.get(hour) ?? nobody()
    onDay.hours.set(hour, ofHour)
    add(ofHour, cell)
  }
  return [...counters].map(([counter, { centre, days }]) => {
    const isSilent = ([day, { all }]: [string, Day]) => all.asked === 0 && !heard.has(`${counter} ${day}`)
    const silent = [...days].filter(isSilent)
    const kept = [...days].filter((it) => !isSilent(it)).map(([, it]) => it)
    return { centre, counter, days: kept, all: sum(kept.map((it) => it.all)), silent: { days: silent.length, handedOver: sum(silent.map(([, it]) => it.all)).of } }
  })
}

/**
 * A counter against the others of its centre (of the province, where it stands alone): the tail of as many not asked or more, beta-binomial around the
 * others' share with as much spread as counters of the province have anyway (as the level flag has it, statistics.md §2.1).
 */
function testCounters(counters: readonly Counter[], method: PromptingMethod): Tested[] {
  const enough = counters.filter((it) => it.all.of >= method.leastOfCounter)
  const everywhere = sum(enough.map((it) => it.all))
  const centres = new Map<string, Asked>()
  for (const it of enough) add(centres.get(it.centre) ?? centres.set(it.centre, nobody()).get(it.centre) as Asked, it.all)
  const compared = enough.map((it) => {
    const inCentre = less(centres.get(it.centre) as Asked, it.all)
    const others = inCentre.of > 0 ? inCentre : less(everywhere, it.all)
    return { it, others, missed: 1 - (others.asked + 0.5) / (others.of + 1) }
  }).filter(({ others }) => others.of > 0)
  const information = compared.map(({ it, missed }) => it.all.of * missed * (1 - missed))
  const effects = compared.map(({ it, missed }, index) => (it.all.of - it.all.asked - it.all.of * missed) / (information[index] as number))
  const spread = compared.length < 10 ? method.usualSpread : Math.max(method.leastSpread, betweenVariance(effects, information.map((it) => 1 / it)))
  return compared.map(({ it, others, missed }) => {
    const precision = Math.max(method.leastPrecision, 1 / (spread * missed * (1 - missed)) - 1)
    const p = betaBinomialMidP(it.all.of - it.all.asked, it.all.of, missed * precision, (1 - missed) * precision)
    return { of: it, kind: 'counter', hour: null, few: it.all, others, p }
  })
}

function testOutcome(counter: Counter, method: PromptingMethod): Tested[] {
  const [late, onTime] = [sum(counter.days.map((it) => it.late)), sum(counter.days.map((it) => it.onTime))]
  if (Math.min(late.of, onTime.of) < method.leastOfOutcome) return []
  const p = compareWithinDays(counter.days.map((it) => ({ group: it.late, rest: it.onTime })), method)
  return p === null ? [] : [{ of: counter, kind: 'outcome', hour: null, few: late, others: onTime, p }]
}

function testHours(counter: Counter, method: PromptingMethod): Tested[] {
  const hours = new Set(counter.days.flatMap((it) => [...it.hours.keys()]))
  return [...hours].sort((a, b) => a - b).flatMap((hour): Tested[] => {
    const strata = counter.days.map((it) => { const group = it.hours.get(hour) ?? nobody(); return { group, rest: less(it.all, group) } })
    const [few, others] = [sum(strata.map((it) => it.group)), sum(strata.map((it) => it.rest))]
    if (Math.min(few.of, others.of) < method.leastOfHour) return []
    const p = compareWithinDays(strata, method)
    return p === null ? [] : [{ of: counter, kind: 'hour', hour, few, others, p }]
  })
}

/**
 * How probable it is that a group is asked as little as it was, if on each day whoever was asked was drawn from all who came that day (Mantel &
 * Haenszel 1959: hypergeometric by day, summed). The variance is that of the draws or, where days differ more than draws do (a network that
 * failed for an hour takes several of one group at once), that which is seen between the days. Null where too few days tell anything.
 */
export function compareWithinDays(strata: readonly { group: Asked; rest: Asked }[], { leastDays }: Pick<PromptingMethod, 'leastDays'>): number | null {
  const short: number[] = []
  let drawn = 0
  for (const { group, rest } of strata) {
    const [of, asked] = [group.of + rest.of, group.asked + rest.asked]
    if (group.of === 0 || rest.of === 0 || asked === 0 || asked === of) continue
    short.push((group.of * asked) / of - group.asked)
    drawn += (group.of * rest.of * asked * (of - asked)) / (of * of * (of - 1))
  }
  const days = short.length
  if (days < leastDays) return null
  const total = short.reduce((all, it) => all + it, 0)
  const between = (days / (days - 1)) * short.reduce((all, it) => all + (it - total / days) ** 2, 0)
  return 1 - normalCdf(Math.max(0, total - 0.5) / Math.sqrt(Math.max(drawn, between)))
}
