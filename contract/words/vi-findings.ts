/** What findings are said in, on the pages, in link previews and on pictures to share: Vietnamese. */
export const viFindings = {
  perTen: 'Cứ {base} {all} thì khoảng {count} {good}',
  perThousand: 'Trong 1.000 {all} có khoảng {count} {bad}',
  ratingsAll: 'lượt đánh giá',
  ratingsGood: 'lượt hài\u00a0lòng',
  ratingsBad: 'lượt chọn “Bình thường” trở xuống',
  dossiersAll: 'hồ sơ đến\u00a0hạn',
  dossiersGood: 'hồ sơ đúng\u00a0hạn',
  dossiersBad: 'hồ sơ trễ\u00a0hạn',
  findingNone: '{period}: chưa đủ số liệu để nói cả nước thế nào',
  findingUnit: '{unit}: {name} {value}',
  findingUnitNone: '{unit}: {period} chưa đủ số liệu',

  // comparing places
  spreadBoth: '{name}: {higher} nơi chắc chắn cao hơn {whole}, {lower} nơi chắc chắn thấp hơn',
  spreadHigher: '{name}: {higher} nơi chắc chắn cao hơn {whole}',
  spreadLower: '{name}: {lower} nơi chắc chắn thấp hơn {whole}',
  spreadUnsureToo: ', {unsure} nơi chưa phân biệt được',
  spreadUnsure: '{name}: chưa nơi nào trong {unsure} nơi phân biệt được với {whole}',
  spreadNone: '{name}: {period} chưa đủ số liệu để so sánh',
  wholeCountry: 'cả nước',
  wholeOf: 'mức chung của {unit}',

  // how much stands behind a figure
  countedOf: '{count} {unit}',
  countedAboutOf: 'khoảng {count} {unit}',
  interval95: 'khoảng 95%: {interval}',
  stateProvisional: 'Số tạm tính',
  statePublished: 'Số đã công bố',
  reportedFigure: 'Số do hệ thống khác báo cáo',
  demoFigure: 'Số liệu minh họa',
  withoutFigure: 'chưa đủ số liệu',
  countryName: 'Cả nước',
  sourceOwn: 'Nguồn: Thước Đo',
  previewHome: 'Thước Đo đo xem các trung tâm phục vụ hành chính công phục vụ người dân thế nào: hài lòng, đúng hạn, số hóa, ở cả nước, từng tỉnh, từng trung tâm.',
  previewUnit: '{period}: {figure}, {interval}, {counted}. {state}.',
  previewUnitNone: '{period}: chưa đủ số liệu để nói. Xem các kỳ khác và cách tính ở đây.',
  previewCompare: 'So sánh các nơi bằng khoảng tin cậy, không xếp hạng. {period}.',
} as const

export type FindingKey = keyof typeof viFindings
