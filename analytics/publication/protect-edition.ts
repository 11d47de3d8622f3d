import type { IndicatorValue } from '../../contract/indicator.ts'
import { TRANSACTIONS, type Indicator } from '../indicators/indicator.ts'
import { findIndicator } from '../indicators/registry.ts'
import { attackFigures, keyOf, protectFigures, type CountedFigure, type EarlierFigure, type Subset } from './disclosure/protect-figures.ts'
import type { Exposure } from './disclosure/attack.ts'
import { toPublic, type Figure } from './figure-table.ts'

/** What one kind of dossiers is always among. */
const SUBSETS: readonly Subset[] = [
  ['sum(with_components)', 'sum(received)'], ['sum(online_eligible)', 'sum(received)'], ['sum(with_fee)', 'sum(received)'],
  ['sum(resolved_early) + sum(resolved_on_time) + sum(resolved_late)', 'sum(resolved)'],
].map(([smaller, larger]) => ({ smaller: `dossier_daily|1|${smaller}`, larger: `dossier_daily|1|${larger}` }))

/** Indicators that count the same observations share them; what other systems report belongs to no sum of ours. */
function toCounted({ indicator, level, ancestors }: Figure, { origin, unit }: IndicatorValue): Pick<CountedFigure, 'counted' | 'unit' | 'level' | 'within'> {
  const known = findIndicator(indicator)
  if (origin !== 'counted' || !known) return { counted: `reported|${indicator}`, unit, level, within: [unit] }
  return { counted: `${known.rollup}|${known.where}|${known.sampleSize}`, unit, level, within: ancestors }
}

const isSmall = ({ reason }: IndicatorValue) => reason === 'sample-too-small'

const toCountedFigures = (figures: readonly Figure[]): CountedFigure[] =>
  figures.flatMap((it) => (it.value.sampleSize === null ? [] : [{ ...toCounted(it, it.value), count: it.value.sampleSize, isSmall: isSmall(it.value) }]))

/** What everybody was shown of the edition before: where a figure was held, that one. */
const toEarlierFigures = (figures: readonly Figure[]): EarlierFigure[] => figures.flatMap((it) => {
  const shown = toPublic(it)
  const count = shown.sampleSize ?? it.value.sampleSize
  return count === null ? [] : [{ ...toCounted(it, it.value), count, isSmall: isSmall(it.value), wasShown: shown.sampleSize !== null }]
})

/** What the share of those who answered, or could be counted, would tell besides: coverage times that is our own count. */
function revealedByCoverage({ rollup, where, coverage }: Indicator): string | null {
  if (coverage === TRANSACTIONS) return 'dossier_daily|1|sum(resolved)'
  const whole = coverage?.split(' / ').at(-1)
  return whole === undefined ? null : `${rollup}|${where}|${whole}`
}

/**
 * Marks what everybody may be shown of an edition's figures, given those of the edition before. Figures that a revision moves by under ten
 * keep what was published.
 * @throws Error naming what cannot be kept from being found: then nothing may be published
 */
export function protectEdition(figures: readonly Figure[], earlier: readonly Figure[]): Figure[] {
  const counted = { figures: toCountedFigures(figures), earlier: toEarlierFigures(earlier), subsets: SUBSETS }
  const { hidden, exposed } = protectFigures(counted)
  if (exposed.length > 0) throw new Error(`These counts could be found by subtraction whatever is hidden: ${exposed.slice(0, 10).join('; ')}`)
  const before = new Map(earlier.map((it) => [`${it.indicator} ${it.value.unit}`, it]))
  const isHidden = (it: Figure) => it.value.sampleSize !== null && hidden.has(keyOf(toCounted(it, it.value)))
  return figures.map((it): Figure => {
    if (isHidden(it)) {
      const was = before.get(`${it.indicator} ${it.value.unit}`)
      const shown = was && !isSmall(it.value) ? toPublic(was) : null
      // With the sums that it was computed from: whoever recomputes it finds the same.
      return was && shown && shown.value !== null ? { ...it, hidden: 'all', held: shown, squares: was.squares, histogram: was.histogram } : { ...it, hidden: 'all' }
    }
    const known = findIndicator(it.indicator)
    const revealed = known && it.value.origin === 'counted' ? revealedByCoverage(known) : null
    return { ...it, hidden: revealed !== null && hidden.has(keyOf({ counted: revealed, unit: it.value.unit })) ? 'coverage' : '' }
  })
}

/** The differencing attack on figures as everybody would be shown them, beside those of the edition before. */
export function attackEdition(figures: readonly Figure[], earlier: readonly Figure[]): Exposure[] {
  const shown = new Set(figures.filter((it) => !it.held && toPublic(it).sampleSize !== null).map((it) => keyOf(toCounted(it, it.value))))
  return attackFigures({ figures: toCountedFigures(figures), earlier: toEarlierFigures(earlier), subsets: SUBSETS }, (key) => shown.has(key))
}
