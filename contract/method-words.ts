import { THEME_DICTIONARY } from './theme-words.ts'
import type { IndicatorDefinition } from './indicator.ts'

export type Language = 'vi' | 'en'
type Words = Readonly<Record<Language, string>>

/** What is said around the definitions, by docs/methods.md and by the page of methods alike. */
export const SAID = {
  title: { vi: 'Phương pháp: mỗi con số được tính thế nào', en: 'Methods: how each figure is computed' },
  about: {
    vi: 'Từng chỉ số: nghĩa là gì, tính ra sao, dễ hiểu lầm ở đâu, căn cứ nào. Nội dung lấy thẳng từ định nghĩa mà hệ thống dùng để tính; con số trong mỗi ví dụ đã chạy thử qua toàn bộ đường đi của số liệu.',
    en: 'For every indicator: what it means, how it is computed, where it is easily misread, and what it rests on. It is made from the very definitions the system computes with, and the numbers of each example have been through the whole way of the data.',
  },
  common: { vi: 'Quy tắc chung', en: 'Rules for all' },
  rules: {
    vi: [
      'Tỷ lệ là tổng chia cho tổng, không bao giờ là trung bình của các tỷ lệ.',
      'Mỗi giá trị có khoảng tin cậy 95%. Hai giá trị chỉ được nói là khác nhau khi khoảng của hiệu không chứa 0.',
      'Ngày và tháng là của Hà Nội (UTC+07:00). Một hồ sơ hoặc lượt đánh giá thuộc về nơi nó nằm vào ngày đó.',
      'Dưới mẫu nhỏ nhất thì không công bố giá trị, và người ngoài cũng không thấy số đếm.',
      'Dưới 20% người được phục vụ có đánh giá thì ghi “tỷ lệ đánh giá thấp”, dưới 5% thì “chưa đại diện”. Hơn 10% chưa phân loại được thì “số liệu chưa đủ”. Hơn 1% phải để riêng thì nói rõ. Các ngưỡng này là quy ước của hệ thống.',
      'Số do hệ thống khác báo cáo được ghi là số báo cáo, cùng tên nguồn; không có số đếm thì không có khoảng.',
    ],
    en: [
      'A ratio is a sum over a sum, never a mean of ratios.',
      'Every value has a 95% interval. Two values are said to differ only where the interval of their difference leaves out 0.',
      'Days and months are those of Hà Nội (UTC+07:00). A dossier or rating belongs to the place where it lay on that day.',
      'Below the smallest sample no value is published, and the public sees no counts either.',
      'Where fewer than 20% of those served have rated, “few people rated” is said; below 5%, “not representative”. More than 10% that cannot be classified is “incomplete”. More than 1% set aside is told. These limits are conventions of this system.',
      'What another system reports is called reported, with its source; without counts there is no interval.',
    ],
  },
  counters: { vi: 'Quầy nào cần xem lại', en: 'Which counters are to be reviewed' },
  countersRules: {
    vi: [
      'Mỗi tuần, số lượt không hài lòng của một quầy (mức 1–2 của 5, mức 1 của 3) được so với số dự kiến cho chính các lĩnh vực, kênh và thang điểm của quầy, theo mức của tỉnh cùng tháng, rồi dời về mức chung của trung tâm: một trung tâm yếu là một kết luận riêng, không làm cả trung tâm bị nêu.',
      '“Mức”: đuôi nhị thức beta chính xác, quanh mức khác nhau thật giữa các quầy lành (τ² Paule–Mandel, cắt bớt hai đầu 10%), tỷ lệ phát hiện sai giữ ở 20% (Benjamini–Hochberg) và tỷ số chênh từ 1,5. Cửa sổ ngắn nhất trong 1, 3, 6, 12 tháng có đủ 30 lượt và dự kiến 10 lượt không hài lòng.',
      '“Thay đổi”: tổng tích lũy hằng tuần (CUSUM, k = 0,5, ngưỡng 6) của độ bất ngờ so với chính quầy ấy từ tám tuần trước trở về trước.',
      'Bị nêu một tháng thì “theo dõi”, hai trong ba tháng thì “cần xem lại”. Dưới 10 lượt trong 12 tháng thì không kết luận. Không xếp hạng; công dân không thấy quầy nào.',
      'Thử trên 40.000 quầy mô phỏng trong 12 tháng, biết trước quầy nào kém (npm run bench -- detection): đúng 94,2% số lần nêu, nhầm 2,4 lần trong 1.000 quầy lành mỗi tháng, thấy 60,6% quầy kém lâu năm và 71,0% quầy vừa kém đi trong ba tháng; quầy có thủ tục khó bị nêu nhầm gấp 1,2 lần quầy có thủ tục dễ. Cùng thế giới ấy, “dưới 80%” nhầm 104 lần trong 1.000 và nặng tay với thủ tục khó gấp 11,5 lần; “5% thấp nhất” nhầm 20 lần, gấp 46 lần.',
    ],
    en: [
      'Each week the dissatisfied ratings of a counter (1–2 of 5, 1 of 3) are held against those expected for its own sectors, channels and scale at the level of its province and month, moved to the level of its centre: a weak centre is a finding of its own and does not have all its counters named.',
      '“Level”: the exact beta-binomial tail around how much healthy counters really differ (τ² by Paule–Mandel, a tenth winsorised on each side), false discoveries held at 20% (Benjamini–Hochberg), and an odds ratio from 1.5. The shortest window of 1, 3, 6, 12 months with 30 ratings and 10 dissatisfied expected.',
      '“Change”: a weekly cumulative sum (CUSUM, k = 0.5, limit 6) of surprises against the counter’s own level of eight weeks before and earlier.',
      'Named in a month it is “watched”, in two of three “to be reviewed”. Below 10 ratings in 12 months nothing is concluded. Nobody is ranked; the public sees no counter.',
      'Tried on 40,000 simulated counters over 12 months whose truth is known (npm run bench -- detection): right in 94.2% of findings, 2.4 false ones in 1,000 healthy counters a month, 60.6% of long bad and 71.0% of newly bad counters found within three months; counters with hard procedures are named wrongly 1.2 times as often as those with easy ones. In the same world “below 80%” errs 104 times in 1,000, and 11.5 times as often where procedures are hard; “the bottom 5%” 20 times, and 46 times as often.',
    ],
  },
  surveys: { vi: 'Khảo sát: tính theo cơ cấu hồ sơ, so với máy tại quầy, chủ đề góp ý', en: 'Surveys: weighting, tablets beside them, themes of comments' },
  surveysRules: {
    vi: [
      'Bên cạnh tỷ lệ theo phiếu nhận được là ước lượng cho mọi hồ sơ đã xong: mỗi ô trung tâm × lĩnh vực tính theo số hồ sơ đã xong, tỷ lệ trong ô kéo về trung bình của lĩnh vực bằng 20 phiếu. Không phiếu nào nói thay quá 5 lần mức trung bình; phần vượt và ô không có phiếu lấy theo trung bình của lĩnh vực, và trang kết quả nói rõ có bao nhiêu. Khoảng Wilson với n hiệu dụng (n chia hệ số thiết kế).',
      'So khảo sát với máy tại quầy: hiệu hai tỷ lệ hài lòng với khoảng Newcombe, để nguyên và theo cùng cơ cấu lĩnh vực. Người trả lời là những người khác nhau, vào lúc khác nhau: chênh lệch không phải là nguyên nhân của điều gì.',
      `Chủ đề góp ý: tìm theo từ điển cụm từ bản ${THEME_DICTIONARY.version}, theo âm tiết trọn vẹn, không dấu chỉ khi không lẫn nghĩa. Chủ đề là điều được nhắc tới, không phải khen hay chê. Thử trên ${THEME_DICTIONARY.sentences} câu viết riêng để thử: ${Math.round(100 * THEME_DICTIONARY.precision)}% chủ đề tìm ra là đúng, ${Math.round(100 * THEME_DICTIONARY.recall)}% chủ đề có trong câu được tìm ra. Chưa đo trên góp ý thật với hai người gán nhãn, nên chỉ người phụ trách đơn vị xem, không công bố.`,
    ],
    en: [
      'Beside the share of the sheets stands an estimate for all closed dossiers: each cell centre × sector counts by its closed dossiers, its share drawn towards the sector by 20 sheets. No sheet speaks for more than five times the average; what is above, and cells without sheets, are told by the mean of the sector, and the results page says how much that is. Wilson’s interval with effective n (n over the design effect).',
      'Survey and tablets at the counters: the difference of the two shares with Newcombe’s interval, as it is and in the same mix of sectors. Other people answer, at another moment: a difference is no cause of anything.',
      `Themes of comments: found by a dictionary of phrases, version ${THEME_DICTIONARY.version}, between whole syllables, without diacritics only where nothing else could be meant. A theme is a mention, neither praise nor blame. On ${THEME_DICTIONARY.sentences} sentences written for the test ${Math.round(100 * THEME_DICTIONARY.precision)}% of the themes found are right, and ${Math.round(100 * THEME_DICTIONARY.recall)}% of those there are found. Not measured yet on real comments labelled by two people, so only those who answer for a unit see them.`,
    ],
  },
  odd: { vi: 'Lượt nghi vấn và chỉ số đã kiểm định', en: 'Odd ratings and the validated index' },
  oddRules: {
    vi: [
      'Chỉ số công bố tính tất cả các lượt. Bên cạnh là chỉ số đã kiểm định, để riêng lượt nghi vấn; không lượt nào bị xóa. Khác nhau hơn 1 điểm, hoặc hơn 5% số lượt bị để riêng, thì có ghi chú.',
      'Để riêng: bấm lần nữa trong 2 giây; ngoài giờ làm việc quá 10 phút; dồn vào nửa giờ cuối (Poisson, p < 0,0001, từ 5 lượt); quá nhiều trong 2 phút (Poisson, p < 0,000001, từ 5 lượt) hoặc đều như máy (8 khoảng cách lệch nhau dưới 12%), trừ lượt đầu của cụm.',
      'Chỉ để xem lại: một mức hiếm gặp lặp liên tiếp (p < 0,000001) và nhiều lượt hơn số người được phục vụ (nhị thức beta, p < 0,0001).',
      'Thử trên 300 máy mô phỏng trong 40 ngày: trẻ em bấm chơi, dồn cuối giờ, ngoài giờ, màn hình kẹt, bấm giận dữ được thấy từ 99 đến 100%; thêm điểm rải rác cả ngày 68%, nhưng không tách được lượt nào; 0 trong 11.248 ngày bình thường bị nêu ngoài bấm hai lần; 0,17% lượt thật bị để riêng.',
      'Mời đánh giá không đều, chỉ để xem lại: quầy mời ít hơn các quầy khác cùng trung tâm (nhị thức beta, từ 30 hồ sơ, kém 20 điểm phần trăm), hồ sơ trễ ít hơn hồ sơ đúng hạn (từ 10 hồ sơ mỗi loại, kém 20 điểm) hoặc một giờ ít hơn các giờ khác (từ 20 hồ sơ, kém 30 điểm). Trong một quầy, từng ngày được so với chính ngày ấy (Mantel–Haenszel); ngày máy không lên tiếng không tính. Tỷ lệ nêu sai giữ ở 5% trong một tỉnh và tháng (Benjamini–Hochberg). Thử trên 5.760 quầy bình thường mô phỏng: 0,9 trên 1.000 quầy bị nêu; cả 30 trường hợp cài sẵn của mỗi loại đều được thấy.',
    ],
    en: [
      'The published index counts all ratings. The validated one beside it leaves odd ratings out; none is deleted. Where they differ by more than a point, or more than 5% of ratings are left out, there is a note.',
      'Left out: a second tap within 2 seconds; more than 10 minutes outside working hours; a heap in the last half hour (Poisson, p < 0.0001, from 5 ratings); too many within 2 minutes (Poisson, p < 0.000001, from 5 ratings) or as even as a machine (8 gaps that differ by less than 12%), but for the first of the cluster.',
      'Only to be looked at: a rare score again and again (p < 0.000001), and more ratings than people served (beta-binomial, p < 0.0001).',
      'Tried on 300 simulated devices over 40 days: children playing, heaps before closing, taps outside hours, stuck screens and angry bursts are found in 99 to 100%; points added slowly through a day in 68%, though none of them can be told apart; none of 11,248 ordinary days was named but for double taps; 0.17% of genuine ratings were left out.',
      'Asking unevenly, only to be looked at: a counter that asks less than the others of its centre (beta-binomial, from 30 dossiers, 20 percentage points less), about late dossiers less than about those on time (from 10 of each, 20 points less), or at one hour less than at the others (from 20 dossiers, 30 points less). Within a counter each day is compared with itself (Mantel–Haenszel); days on which its tablet was silent are not counted. False findings are held at 5% in a province and month (Benjamini–Hochberg). Tried on 5,760 simulated healthy counters: 0.9 of 1,000 were named; all 30 planted cases of each kind were found.',
    ],
  },
  meaning: { vi: 'Nghĩa là', en: 'Meaning' },
  formula: { vi: 'Công thức', en: 'Formula' },
  caution: { vi: 'Đừng hiểu lầm', en: 'How not to misread it' },
  source: { vi: 'Căn cứ', en: 'Source' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  direction: { vi: 'Chiều', en: 'Direction' },
  interval: { vi: 'Khoảng tin cậy', en: 'Interval' },
  minimum: { vi: 'Mẫu nhỏ nhất', en: 'Smallest sample' },
  zero: { vi: 'Mẫu số bằng 0', en: 'Denominator of 0' },
  example: { vi: 'Ví dụ', en: 'Example' },
  version: { vi: 'Phiên bản', en: 'Version' },
  indices: { vi: 'Chỉ số tổng hợp', en: 'Composite indices' },
  groups: { vi: 'Nhóm và phần', en: 'Groups and parts' },
  rounding: { vi: 'Làm tròn', en: 'Rounding' },
  roundingOfPoints: {
    vi: 'Mỗi phần bằng tối đa × tỷ lệ ÷ ngưỡng đủ điểm, làm tròn đến 2 chữ số thập phân (nửa thì làm tròn lên), rồi mới cộng: đúng thứ tự mà Cổng làm.',
    en: 'Each part is its maximum × share ÷ threshold, rounded to two decimals (halves up), and only then added: the order in which the portal does it.',
  },
  roundingOfShares: { vi: 'Không làm tròn khi gộp, chỉ làm tròn khi hiển thị.', en: 'Nothing is rounded while combining, only when shown.' },
  grades: { vi: 'Xếp loại', en: 'Grades' },
  known: { vi: 'Cần biết', en: 'To be known' },
  unread: { vi: 'Chỗ chưa đọc được văn bản', en: 'Where the law’s text was not to be had' },
} as const satisfies Record<string, Words | Readonly<Record<Language, readonly string[]>>>

export const UNITS: Readonly<Record<IndicatorDefinition['unit'], Words>> = {
  'share': { vi: 'phần trăm', en: 'percent' }, 'points': { vi: 'điểm, thang 0–100', en: 'points, 0–100' },
  'per-1000': { vi: 'số lượt trong 1.000 lượt', en: 'ratings in 1,000' }, 'days': { vi: 'ngày', en: 'days' },
  'net-points': { vi: 'điểm, thang −100 đến 100', en: 'points, −100 to 100' },
}
/** How intervals are named in definitions, and in English. */
export const INTERVALS_IN_ENGLISH: readonly (readonly [vi: string, en: string])[] = [['n hiệu dụng', 'effective n'], ['thứ hạng nhị thức', 'binomial ranks']]
export const DIRECTIONS: Readonly<Record<IndicatorDefinition['direction'], Words>> = {
  'higher-is-better': { vi: 'cao hơn là tốt hơn', en: 'higher is better' }, 'lower-is-better': { vi: 'thấp hơn là tốt hơn', en: 'lower is better' },
}
export const OF_NOTHING: Readonly<Record<IndicatorDefinition['zeroDenominator'], Words>> = {
  null: { vi: 'không có giá trị, không phải 0', en: 'no value, which is not 0' }, zero: { vi: 'tính là 0', en: 'counts as 0' }, full: { vi: 'tính là đạt hết', en: 'counts as full' },
}
export const PART_OF_NOTHING: typeof OF_NOTHING = {
  null: { vi: 'mẫu số 0: bỏ qua', en: 'nothing to count: skipped' }, zero: { vi: 'mẫu số 0: 0 điểm', en: 'nothing to count: 0 points' },
  full: { vi: 'mẫu số 0: đủ điểm', en: 'nothing to count: all points' },
}
export const GRADES: Readonly<Record<'excellent' | 'good' | 'fair' | 'average' | 'weak', Words>> = {
  excellent: { vi: 'Xuất sắc', en: 'Excellent' }, good: { vi: 'Tốt', en: 'Good' }, fair: { vi: 'Khá', en: 'Fair' },
  average: { vi: 'Trung bình', en: 'Average' }, weak: { vi: 'Yếu', en: 'Weak' },
}
