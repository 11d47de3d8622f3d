import type { DescribedIndex } from '../../contract/index-values.ts'

type Words = Pick<DescribedIndex, 'name' | 'meaning' | 'caution' | 'unread'> & { groups: Readonly<Record<string, { vi: string; en: string }>> }

/**
 * What each index is called and means, how not to misread it, and where the law's text was not to be had, so that something else was gone by
 * (domain.md §8). Beside the schemes, not in them: words may become better without a new version of what is computed.
 */
export const INDEX_WORDS: Readonly<Record<string, Words>> = {
  'decision-766': {
    name: { vi: 'Bộ chỉ số 766', en: 'Index of Decision 766' },
    meaning: {
      vi: 'Điểm 0–100 của một đơn vị theo Quyết định 766/QĐ-TTg, cộng từ sáu nhóm như Cổng Dịch vụ công quốc gia chấm. Ở đây điểm được tính lại từ số liệu Cổng công bố, hoặc từ số đếm của hệ thống này.',
      en: 'The points (0–100) of a unit under Decision 766/QĐ-TTg, added up from six groups as the National Public Service Portal scores them. Here they are computed again from what the portal publishes, or from what is counted here.',
    },
    caution: {
      vi: 'Nhóm chưa có số liệu thì không cộng và khi đó không xếp loại. Trong nhóm hài lòng, hồ sơ đúng hạn mà người dân không nói gì được coi là hài lòng.',
      en: 'A group without figures is not added, and then there is no grade. In the group of satisfaction, a dossier in time whose citizen says nothing counts as satisfied.',
    },
    groups: {
      'transparency': { vi: 'Công khai, minh bạch', en: 'Transparency' },
      'progress': { vi: 'Tiến độ giải quyết', en: 'Progress' },
      'online-service': { vi: 'Dịch vụ công trực tuyến', en: 'Online service' },
      'online-payment': { vi: 'Thanh toán trực tuyến', en: 'Online payment' },
      'digitisation': { vi: 'Số hóa hồ sơ', en: 'Digitisation' },
      'satisfaction': { vi: 'Mức độ hài lòng', en: 'Satisfaction' },
    },
    unread: [
      {
        vi: 'Trong văn bản chưa đọc được ba mức giữa của thang xếp loại (Tốt từ 80, Khá từ 70, Trung bình từ 50). Hai đầu (Xuất sắc từ 90, Yếu dưới 50) lấy từ báo cáo đã công bố; ba mức giữa theo thông lệ.',
        en: 'The text of the law was not to be had for the three middle grades (good from 80, fair from 70, average from 50). Both ends (excellent from 90, weak below 50) are from published reports, the middle from practice.',
      },
      {
        vi: 'Trong văn bản chưa đọc được cách chia 12 điểm dịch vụ công trực tuyến. Điểm nhóm này lấy nguyên của Cổng, không tính lại.',
        en: 'The text of the law was not to be had for the split of the 12 points of online service. The portal’s points are taken as given and not computed again.',
      },
      {
        vi: 'Trong văn bản chưa đọc được ngưỡng đủ điểm của số hóa hồ sơ: một tài liệu mô tả ghi 80%, số liệu của Cổng tính thẳng đến 100%. Ở đây theo số liệu của Cổng.',
        en: 'The text of the law was not to be had for the threshold of digitised dossiers: a description says 80%, the portal’s figures run straight to 100%. The portal’s figures are followed.',
      },
      {
        vi: 'Trong văn bản chưa đọc được hệ số của hồ sơ chia sẻ dữ liệu để dùng lại: trong số liệu đã xem, tỷ lệ này luôn bằng 0.',
        en: 'The text of the law was not to be had for the coefficient of dossiers that share data for reuse: in all figures seen so far this share was 0.',
      },
      {
        vi: 'Trong văn bản chưa đọc được định nghĩa từng tử số, mẫu số: ở đây theo tài liệu mô tả công thức của đơn vị vận hành Cổng, chưa rõ giá trị pháp lý.',
        en: 'The text of the law was not to be had for the definition of each numerator and denominator: those of the portal’s operator are followed, whose legal standing is not clear.',
      },
    ],
  },
  'service-quality': {
    name: { vi: 'Chất lượng phục vụ', en: 'Service quality' },
    meaning: {
      vi: 'Điểm 0–100 gộp các tỷ lệ đếm được ở đây theo trọng số năm nhóm của Quyết định 766. Chỉ người dân đã trả lời mới được tính vào hài lòng.',
      en: 'A score (0–100) of shares that are counted here, with the weights of the five groups of Decision 766. Only citizens who answered count towards satisfaction.',
    },
    caution: {
      vi: 'Đây không phải điểm Bộ chỉ số 766 do Cổng Dịch vụ công quốc gia chấm. Không dùng để xếp hạng.',
      en: 'This is not the score of Decision 766 given by the National Public Service Portal. It is not for ranking.',
    },
    groups: {
      'transparency': { vi: 'Công khai, minh bạch', en: 'Transparency' },
      'progress': { vi: 'Tiến độ giải quyết', en: 'Progress' },
      'digitisation': { vi: 'Số hóa hồ sơ', en: 'Digitisation' },
      'online': { vi: 'Dịch vụ công trực tuyến', en: 'Online services' },
      'satisfaction': { vi: 'Mức độ hài lòng', en: 'Satisfaction' },
    },
    unread: [
      {
        vi: 'Trong văn bản chưa đọc được cách chia trọng số bên trong nhóm dịch vụ công trực tuyến; ở đây chia 12 và 10 theo hai nhóm mà Cổng đang hiển thị.',
        en: 'The text of the law was not to be had for the weights within the group of online services; they are split 12 and 10, as the portal shows two groups.',
      },
    ],
  },
}
