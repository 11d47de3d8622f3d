const BROWSERS: readonly [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'], [/OPR\//, 'Opera'], [/coc_coc_browser/i, 'Cốc Cốc'], [/SamsungBrowser\//, 'Samsung Internet'],
  [/(Firefox|FxiOS)\//, 'Firefox'], [/(Chrome|CriOS|Chromium)\//, 'Chrome'], [/Safari\//, 'Safari'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/Windows/, 'Windows'], [/Android/, 'Android'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Mac OS X|Macintosh/, 'Mac'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux'],
]

/** What a browser calls itself, in two words a person knows; null for what is not known. */
export function toBrowserName(userAgent: string): { browser: string | null, system: string | null } {
  const firstOf = (known: readonly [RegExp, string][]) => known.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null
  return { browser: firstOf(BROWSERS), system: firstOf(SYSTEMS) }
}
