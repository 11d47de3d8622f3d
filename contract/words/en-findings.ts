import type { FindingKey } from './vi-findings.ts'

/** What findings are said in, on the pages, in link previews and on pictures to share: English. */
export const enFindings: Record<FindingKey, string> = {
  perTen: 'About {count} in {base} {all} {good}',
  perThousand: 'About {count} in 1,000 {all} {bad}',
  ratingsAll: 'ratings',
  ratingsGood: 'are satisfied',
  ratingsBad: 'are neutral or worse',
  dossiersAll: 'dossiers due',
  dossiersGood: 'were on\u00a0time',
  dossiersBad: 'were late',
  findingNone: '{period}: not enough figures to describe the country',
  findingUnit: '{unit}: {name} {value}',
  findingUnitNone: '{unit}: not enough figures for {period}',

  // comparing places
  spreadBoth: '{name}: {higher} surely above {whole}, {lower} surely below',
  spreadHigher: '{name}: {higher} surely above {whole}',
  spreadLower: '{name}: {lower} surely below {whole}',
  spreadUnsureToo: ', {unsure} cannot be told apart',
  spreadUnsure: '{name}: none of {unsure} places can be told apart from {whole}',
  spreadNone: '{name}: not enough figures to compare in {period}',
  wholeCountry: 'the country',
  wholeOf: 'the figure of {unit}',

  // how much stands behind a figure
  countedOf: '{count} {unit}',
  countedAboutOf: 'about {count} {unit}',
  interval95: '95% interval: {interval}',
  stateProvisional: 'Provisional',
  statePublished: 'Published',
  reportedFigure: 'Reported by another system',
  demoFigure: 'Invented figures for a demonstration',
  withoutFigure: 'not enough figures',
  countryName: 'The country',
  sourceOwn: 'Source: Thước Đo',
  previewHome: 'Thước Đo measures how public service centres serve people in Việt Nam: satisfaction, punctuality, digitisation, for the country, each province and each centre.',
  previewUnit: '{period}: {figure}, {interval}, {counted}. {state}.',
  previewUnitNone: '{period}: not enough figures to tell. See other periods and how it is counted.',
  previewCompare: 'Places compared by their confidence intervals, without a ranking. {period}.',
}
