import type { WorkedExample } from '../../contract/indicator.ts'

type Numbers = [numerator: number | null, denominator: number, sampleSize: number, value: number, lower: number | null, upper: number | null]

const example = (vi: string, en: string, [numerator, denominator, sampleSize, value, lower, upper]: Numbers): WorkedExample =>
  ({ facts: { vi, en }, numerator, denominator, sampleSize, value, lower, upper })

const FIVE_LEVELS = 'Một tháng có 12 lượt đánh giá 5 mức: 6 lượt mức 5, 3 lượt mức 4, mức 3, 2, 1 mỗi mức 1 lượt.'
const FIVE_LEVELS_EN = 'A month has 12 five-level ratings: six of 5, three of 4, and one each of 3, 2 and 1.'
const THREE_LEVELS = 'Một tháng có 12 lượt đánh giá 3 mức: 8 lượt mức cao nhất, 3 lượt mức giữa, 1 lượt mức thấp nhất.'
const THREE_LEVELS_EN = 'A month has 12 three-level ratings: eight of the highest, three of the middle and one of the lowest level.'
const RECEIVED_766 = 'Một tháng tiếp nhận 15 hồ sơ. 6 hồ sơ xong đúng hạn, 2 hồ sơ còn trong hạn, 1 hồ sơ đang chờ bổ sung lần đầu từ trước ngày hẹn: 9 hồ sơ được tính. Xong trễ 2, quá hạn còn mở 1, bị yêu cầu bổ sung hai lần 1, không có ngày hẹn 1, rút sau ngày hẹn 1: 6 hồ sơ không được tính.'
const RECEIVED_766_EN = 'A month received 15 dossiers. Six were done in time, two are still within their due day, one has been waiting for its first supplement since before that day: nine count. Two were late, one is open and overdue, one was asked twice for supplements, one has no due day, one was withdrawn after it: six do not.'

const TWO_ITEMS = 'Một tháng có 15 phiếu trả lời hai câu của nhóm: câu thứ nhất 12 trên 15 người hài lòng, câu thứ hai 8 trên 12 người (3 người không có ý kiến). Trung bình của 80 % và 66,7 %, không phải 20 trên 27.'
const TWO_ITEMS_EN = 'A month has 15 sheets with the two items of the group: 12 of 15 are satisfied with the first, eight of 12 with the second (three have no opinion). The mean of 80 % and 66.7 %, and not 20 of 27.'
const ofFactor = () => example(TWO_ITEMS, TWO_ITEMS_EN, [20, 27, 15, 0.733333, 0.544802, 0.863364])

/**
 * A worked example of every indicator. The numbers are those of its golden case, which a test holds them against: what stands here has been
 * through ingest, engine and API. Not part of the definition: that is frozen with every edition (decision 31).
 */
export const WORKED_EXAMPLES: Readonly<Record<string, WorkedExample>> = {
  'counter-satisfaction': example(
    'Một tháng có 100 lượt đánh giá 5 mức: 50 lượt mức 5, 31 lượt mức 4, 12 lượt mức 3, 4 lượt mức 2, 3 lượt mức 1. Mức 3 không phải là hài lòng. 9 lượt theo thang 3 mức không tính vào đây.',
    'A month has 100 five-level ratings: 50 of 5, 31 of 4, 12 of 3, four of 2 and three of 1. A 3 is not satisfied. Nine ratings on the three-level scale are not counted here.',
    [81, 100, 100, 0.81, 0.722212, 0.874852]),
  'counter-satisfaction-mean': example(
    `${FIVE_LEVELS} Quy ra điểm: 6 × 100 + 3 × 75 + 50 + 25 + 0 = 900.`, `${FIVE_LEVELS_EN} In points: 6 × 100 + 3 × 75 + 50 + 25 + 0 = 900.`,
    [900, 12, 12, 75, 53.016663, 88.858926]),
  'dissatisfied-per-1000': example(`${FIVE_LEVELS} Không hài lòng là mức 1 và 2: 2 lượt.`, `${FIVE_LEVELS_EN} Dissatisfied are 1 and 2: two ratings.`,
    [2, 12, 12, 166.666667, 46.965142, 448.030862]),
  'counter-satisfaction-3': example(`${THREE_LEVELS} Chỉ mức cao nhất là hài lòng.`, `${THREE_LEVELS_EN} Only the highest is satisfied.`, [8, 12, 12, 0.666667, 0.390622, 0.86188]),
  'counter-satisfaction-3-mean': example(
    `${THREE_LEVELS} Quy ra điểm: 8 × 100 + 3 × 50 + 0 = 950.`, `${THREE_LEVELS_EN} In points: 8 × 100 + 3 × 50 + 0 = 950.`,
    [950, 12, 12, 79.166667, 56.052371, 91.884186]),
  'survey-satisfaction': example(
    'Một tháng có 100 phiếu trả lời câu hỏi chung: 50 phiếu mức 5, 35 phiếu mức 4, 10 phiếu mức 3, 5 phiếu mức 1. 7 phiếu bỏ dở trước câu này không tính.',
    'A month has 100 sheets with the question about all of it: 50 of 5, 35 of 4, ten of 3, five of 1. Seven that were left before it do not count.',
    [85, 100, 100, 0.85, 0.767164, 0.90694]),
  'survey-access': ofFactor(),
  'survey-procedures': ofFactor(),
  'survey-officials': ofFactor(),
  'survey-results': ofFactor(),
  'survey-feedback': ofFactor(),
  'survey-nps': example(
    'Một tháng có 100 phiếu trả lời câu hỏi có sẵn lòng giới thiệu hay không: 55 người cho 9–10 điểm, 30 người cho 7–8, 15 người cho 0–6. 55 trừ 15 là 40.',
    'A month has 100 sheets that say whether one would recommend the service: 55 give 9–10, 30 give 7–8, 15 give 0–6. 55 less 15 is 40.',
    [7000, 100, 100, 40, 24.695337, 53.357667]),
  'survey-response-rate': example(
    'Về hồ sơ của một tháng, 100 người được mời: 24 người trả lời hết, 6 người trả lời một phần. 9 phiếu đến từ đường liên kết mở không tính, vì không ai được mời.',
    'About the dossiers of a month 100 people were invited: 24 answered to the end, six in part. Nine sheets came by an open link and do not count: nobody was invited.',
    [30, 100, 100, 0.3, 0.218949, 0.395848]),
  'survey-completion-rate': example(
    'Một tháng có 10 phiếu đã bắt đầu trả lời: 8 phiếu trả lời đến hết, 2 phiếu bỏ dở.', 'A month has ten sheets that were begun: eight answered to the end, two left on the way.',
    [8, 10, 10, 0.8, 0.490162, 0.943318]),
  'satisfaction-766': example(RECEIVED_766, RECEIVED_766_EN, [9, 15, 15, 0.6, 0.357468, 0.801755]),
  'offer-rate': example(
    'Một quầy có máy trả kết quả 15 hồ sơ trong tháng: máy mời đánh giá 12 lần, 3 hồ sơ không được mời. 2 hồ sơ trả ở quầy không có máy không tính.',
    'A counter with a tablet handed over 15 dossiers in a month: the tablet asked 12 times, three were not asked. Two handed over at a counter without a tablet do not count.',
    [12, 15, 15, 0.8, 0.548146, 0.929525]),
  'response-rate': example(
    'Một tháng máy tại quầy mời đánh giá 15 lần, 12 lần người dân có bấm. 4 lượt người dân tự đánh giá, không do máy mời, không tính.',
    'In a month tablets asked 15 times, and 12 ratings were given. Four ratings that citizens gave unasked do not count.',
    [12, 15, 15, 0.8, 0.548146, 0.929525]),
  'on-time-due': example(
    'Một tháng có 12 hồ sơ đến hạn: 9 hồ sơ xong trước hoặc đúng ngày hẹn, 2 hồ sơ xong trễ một ngày, 1 hồ sơ quá ngày hẹn chưa xong. 3 hồ sơ rút, 4 hồ sơ hẹn tháng sau và 1 hồ sơ không có ngày hẹn không nằm trong mẫu số.',
    'A month has 12 dossiers due: nine were done by their day, two a day late, and one is still open past its day. Three withdrawn, four due next month and one without a due day stay out of the denominator.',
    [9, 12, 12, 0.75, 0.467695, 0.911058]),
  'on-time-resolved': example(
    'Một tháng giải quyết xong 11 hồ sơ có ngày hẹn: 6 trước hạn, 2 đúng ngày, 3 trễ. 4 hồ sơ quá hạn chưa xong không bị tính.',
    'A month resolved 11 dossiers with a due day: six early, two on the day, three late. Four overdue ones that are still open do not count.',
    [8, 11, 11, 0.727273, 0.434355, 0.902539]),
  'on-time-workload': example(
    'Một tháng phải giải quyết 13 hồ sơ: 2 tồn từ tháng trước, 11 mới tiếp nhận. Xong trễ 3, cuối tháng quá hạn chưa xong 2: còn 8 hồ sơ không trễ, trong đó 2 hồ sơ chưa đến hạn.',
    'A month has 13 dossiers in hand: two carried over, 11 received. Three were finished late and two are overdue at its end, so eight are not late, two of them not yet due.',
    [8, 13, 13, 0.615385, 0.355229, 0.822903]),
  'progress-766': example(RECEIVED_766, RECEIVED_766_EN, [9, 15, 15, 0.6, 0.357468, 0.801755]),
  'early-share': example(
    'Một tháng giải quyết xong 11 hồ sơ có ngày hẹn: 6 hồ sơ xong trước ngày hẹn, 2 đúng ngày, 3 trễ.',
    'A month resolved 11 dossiers with a due day: six before it, two on the day, three late.', [6, 11, 11, 0.545455, 0.280092, 0.787287]),
  'overdue-backlog': example(
    'Cuối tháng có 12 hồ sơ chưa xong có ngày hẹn: 5 hồ sơ đã quá ngày hẹn (1 hồ sơ hẹn đúng ngày cuối tháng), 7 hồ sơ hẹn tháng sau. 2 hồ sơ không có ngày hẹn không xếp loại được.',
    'At the end of a month 12 dossiers with a due day are open: five past it (one was due on the last day), seven due next month. Two without a due day cannot be classified.',
    [5, 12, 12, 0.416667, 0.19326, 0.680489]),
  'median-handling-days': example(
    'Một tháng giải quyết xong 12 hồ sơ: 1 hồ sơ trong ngày, 2 hồ sơ mất 1 ngày, 6 hồ sơ mất 4 ngày trong đó 1 ngày chờ bổ sung nên tính 3 ngày, 3 hồ sơ mất 8 ngày. Xếp từ ngắn đến dài, hồ sơ đứng giữa mất 3 ngày.',
    'A month resolved 12 dossiers: one on the same day, two in a day, six in four days of which one was waiting for a supplement, so three, and three in eight days. From short to long, the one in the middle took three.',
    [null, 12, 12, 3, 1, 8]),
  'component-digitisation': example(
    'Một tháng tiếp nhận 10 hồ sơ có giấy tờ, tất cả 25 giấy tờ; 20 giấy tờ đã số hóa. Giấy tờ cùng một hồ sơ thường được số hóa cùng nhau, nên khoảng tin cậy tính trên 10 hồ sơ chứ không phải 25 giấy tờ.',
    'A month received ten dossiers with 25 papers in all; 20 of them are digitised. Papers of one dossier tend to be digitised together, so the interval is that of ten dossiers, not of 25 papers.',
    [20, 25, 10, 0.8, 0.490162, 0.943318]),
  'full-digitisation': example(
    'Một tháng tiếp nhận 12 hồ sơ có giấy tờ: 5 hồ sơ số hóa hết, 3 hồ sơ số hóa một nửa, 4 hồ sơ chưa số hóa. 2 hồ sơ không có giấy tờ không tính.',
    'A month received 12 dossiers with papers: five fully digitised, three by half, four not at all. Two without papers do not count.', [5, 12, 12, 0.416667, 0.19326, 0.680489]),
  'result-digitisation': example(
    'Một tháng giải quyết xong 10 hồ sơ: 8 hồ sơ có kết quả điện tử, 2 hồ sơ chỉ có bản giấy. Hồ sơ bị từ chối hoặc dừng không có kết quả nên không tính.',
    'A month resolved ten dossiers: eight with an electronic result, two on paper only. Refused and stopped ones have no result and do not count.', [8, 10, 10, 0.8, 0.490162, 0.943318]),
  'digitisation-766': example(
    'Một tháng giải quyết xong 11 hồ sơ: 6 hồ sơ số hóa cả giấy tờ và kết quả, 2 hồ sơ chỉ có kết quả, 2 hồ sơ chỉ có giấy tờ, 1 hồ sơ không có gì.',
    'A month resolved 11 dossiers: six with papers and result digitised, two with the result alone, two with papers alone, one with neither.', [6, 11, 11, 0.545455, 0.280092, 0.787287]),
  'digitised-reuse': example(
    'Một tháng tiếp nhận 12 hồ sơ có giấy tờ: 5 hồ sơ dùng lại ít nhất một giấy tờ đã số hóa, 7 hồ sơ không.',
    'A month received 12 dossiers with papers: five reuse at least one digitised paper, seven do not.', [5, 12, 12, 0.416667, 0.19326, 0.680489]),
  'online-submission': example(
    'Một tháng tiếp nhận 10 hồ sơ thuộc thủ tục nộp được trực tuyến: 8 nộp trực tuyến, 1 nộp tại quầy, 1 qua bưu chính. 5 hồ sơ thuộc thủ tục chưa nộp trực tuyến được không tính.',
    'A month received ten dossiers of procedures offered online: eight online, one at the counter, one by post. Five of procedures not offered online do not count.', [8, 10, 10, 0.8, 0.490162, 0.943318]),
  'online-submission-all': example(
    'Một tháng tiếp nhận 12 hồ sơ của mọi thủ tục: 6 nộp trực tuyến, 5 tại quầy, 1 qua bưu chính.',
    'A month received 12 dossiers of all procedures: six online, five at the counter, one by post.', [6, 12, 12, 0.5, 0.253782, 0.746218]),
  'online-payment': example(
    'Một tháng tiếp nhận 10 hồ sơ phải nộp phí: 8 hồ sơ nộp qua mạng, 1 nộp tiền mặt, 1 chưa nộp. 7 hồ sơ không có phí không tính.',
    'A month received ten dossiers with a fee: eight paid online, one in cash, one not yet paid. Seven without a fee do not count.', [8, 10, 10, 0.8, 0.490162, 0.943318]),
  'online-payment-value': example(
    'Một tháng có 12 hồ sơ phải nộp phí, tất cả 1.460.000 đồng. 8 hồ sơ nộp qua mạng 310.000 đồng; riêng một hồ sơ 1.000.000 đồng nộp tiền mặt. Một khoản lớn quyết định gần cả tỷ lệ, nên khoảng tin cậy rất rộng.',
    'A month has 12 dossiers with fees of 1,460,000 đồng in all. Eight paid 310,000 online; a single one paid 1,000,000 in cash. One large fee decides nearly the whole share, so the interval is very wide.',
    [310000, 1460000, 12, 0.212329, 0.020428, 0.777012]),
}
