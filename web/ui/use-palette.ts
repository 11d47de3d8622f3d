import { onMounted, onUnmounted, ref, type Ref } from 'vue'
import type { Palette } from './charts/to-trend-option.ts'

const roles = {
  series: '--series-1', band: '--band', ink: '--ink', inkFaint: '--ink-3', line: '--line', tick: '--tick',
  paper: '--paper', surface: '--surface', hatch: '--hatch', brass: '--brass-mark', figures: '--font-figures',
  better: '--better', betterBand: '--better-band', worse: '--worse', worseBand: '--worse-band', unsure: '--unsure', unsureBand: '--unsure-band',
} as const satisfies Record<keyof Palette, string>

function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  // Names of fonts in single quotes: the chart library writes them into an attribute as they are.
  const entries = Object.entries(roles).map(([role, property]) => [role, style.getPropertyValue(property).trim().replaceAll('"', "'")])
  return Object.fromEntries(entries) as Palette
}

/** The tokens' colours as plain values, for charts that cannot read custom properties; follows a change of theme. */
export function usePalette(): Readonly<Ref<Palette>> {
  const palette = ref(readPalette())
  const observer = new MutationObserver(() => { palette.value = readPalette() })
  onMounted(() => observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] }))
  onUnmounted(() => observer.disconnect())
  return palette
}
