/** Indicators as what they are: their groups, marks and periods, definitions side by side, the hours of the week, and the methods page. */
export const viIndicators = {
  // values
  rulerAlone: '{name}: {value}, không kèm khoảng, thước từ {from} đến {to}',
  withoutInterval: 'không kèm khoảng',
  reportedShort: 'số báo cáo',
  reportedBy: 'do {source} báo cáo',
  source_nationalPortal: 'Cổng Dịch vụ công quốc gia',
  meansBetter: 'Như vậy là tốt hơn.',
  meansWorse: 'Như vậy là kém hơn.',
  betterThan: 'tốt hơn {period}',
  worseThan: 'kém hơn {period}',
  wholeMonthsOnly: 'chỉ tính theo tháng trọn',
  wholeMonthsOnlyText: 'Chỉ số này tính theo tháng trọn. Chọn bước theo tháng, hoặc một kỳ gồm các tháng trọn.',

  // how far a value may be trusted
  mark_provisional: 'Số tạm tính, còn có thể đổi khi số liệu gửi chậm về tới.',
  mark_revised: 'Đã sửa đổi sau lần công bố đầu; lý do ở trang Số liệu mở.',
  mark_smallSample: 'Mẫu dưới {minimum} {unit} nên không công bố.',
  mark_lowResponse: 'Mới {share} người được phục vụ đã đánh giá, nên đọc thận trọng.',
  mark_notRepresentative: 'Chỉ {share} người được phục vụ đã đánh giá, chưa đại diện cho tất cả.',
  mark_incomplete: 'Số liệu chưa đủ: {share} {unit} chưa phân loại được.',
  mark_setAside: '{share} {unit} đã nhận nhưng phải để riêng, chưa tính vào.',
  responded: '{share} người được phục vụ đã đánh giá.',
  respondedAll: 'Số lượt đánh giá không ít hơn số hồ sơ đã giải quyết.',

  // groups
  otherWays: 'Các cách tính khác ({count})',

  // periods
  periodKind: 'Loại kỳ',
  kind_month: 'Tháng',
  kind_quarter: 'Quý',
  kind_half: '6 tháng',
  kind_nineMonths: '9 tháng',
  kind_year: 'Năm',
  kind_days: 'Từ ngày đến ngày',

  // definitions side by side
  fourTitle: 'Bốn cách tính đúng hạn, {period}',
  fourNote: 'Cùng những hồ sơ ấy, bốn mẫu số khác nhau.',
  twoTitle: 'Hai cách tính hài lòng, {period}',
  twoNote: 'Một cách hỏi người, một cách đếm hồ sơ.',
  outOf: '{numerator}/{denominator} {unit}',
  outOfAbout: 'trong khoảng {denominator} {unit}',
  whole_onTimeDue: 'hồ sơ đến hạn trong kỳ',
  whole_onTimeResolved: 'hồ sơ đã giải quyết xong',
  whole_onTimeWorkload: 'hồ sơ phải giải quyết, kể cả hồ sơ chưa đến hạn',
  whole_progress766: 'hồ sơ tiếp nhận trong kỳ, kể cả hồ sơ còn trong hạn',
  gapOnTime: '“{high}” cao hơn “{low}” {difference}, vì hai cách không đếm cùng những hồ sơ: một bên có {highLate} hồ sơ không được tính là đúng hạn trong {highWhole} {highOf}; bên kia có {lowLate} trong {lowWhole} {lowOf}.',
  gapOnTimeNone: 'Trong kỳ này các cách tính cho cùng một con số, nên không có gì phải giải thích.',
  gapTooFew: 'Chưa đủ hai con số để so sánh.',
  gapSatisfaction: '“{high}” cao hơn “{low}” {difference}. Tại quầy chỉ {ratings} lượt có trả lời được tính; theo hồ sơ thì cả {dossiers} hồ sơ được tính, và người không nói gì được coi là hài lòng nếu hồ sơ không trễ hạn ({late} hồ sơ trễ).',
  gapSatisfactionNone: 'Hai con số gần bằng nhau trong kỳ này, nhưng vẫn không đếm cùng một thứ: tại quầy là {ratings} lượt có trả lời, theo hồ sơ là {dossiers} hồ sơ, người không nói gì được coi là hài lòng.',
  about: 'khoảng {count}',

  // hours of the week
  heatTitle: 'Hài lòng theo thứ và giờ, {period}',
  heatNote: 'Trong mỗi ô: % hài lòng, dưới là số lượt. Màu càng rõ là càng ít hài lòng.',
  heatFinding: 'Thấp hơn mức chung của tuần, rõ nhất là {weekday}, {hour} ({value}, {count} lượt)',
  heatNone: 'Chưa có lượt đánh giá nào trong kỳ này để xếp theo giờ.',
  heatTooFew: 'Chưa giờ nào trong tuần đủ 10 lượt. Chọn kỳ dài hơn, chẳng hạn một quý.',
  heatSentence: '{weekday}, {hour}: hài lòng {value}, khoảng {interval}, {count} lượt',
  heatSentenceFew: '{weekday}, {hour}: {count} lượt, dưới 10 nên chưa kết luận được',
  heatSentenceNone: '{weekday}, {hour}: không có lượt nào',
  heatKeys: 'Các phím mũi tên để đi từ ô này sang ô khác',
  heatHour: '{from}–{to} giờ',
  heatFew: 'dưới 10 lượt',
  heatFrom: 'từ {from}%',
  heatBetween: '{from}–{to}%',
  heatBelow: 'dưới {to}%',
  columnHour: 'Giờ',
  columnWeekday: 'Thứ',

  // methods
  navMethods: 'Phương pháp',
  methodsContents: 'Trong trang này',
  methodsMore: 'Đọc kỹ ở trang phương pháp',
} as const

export type IndicatorMessageKey = keyof typeof viIndicators
