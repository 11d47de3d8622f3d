import type { CommentTheme } from '../../contract/theme-words.ts'

/**
 * Phrases by theme, version 1, lower case with all diacritics; a blank stands between syllables. Vietnamese writes syllables apart, so a phrase is found between
 * whole syllables without any segmenter (statistics.md §6). Add phrases that were read in comments, not such as one can think of; then count up the version.
 */
export const THEME_PHRASES: Readonly<Record<CommentTheme, readonly string[]>> = {
  'waiting': [
    'chờ', 'đợi', 'chậm', 'trễ hẹn', 'trễ', 'quá hạn', 'lâu', 'xếp hàng', 'mất thời gian', 'tốn thời gian', 'mất cả buổi', 'mất cả ngày', 'sai hẹn', 'lỡ hẹn', 'không đúng hẹn', 'chưa đúng hẹn', 'nhanh chóng', 'nhanh gọn',
    'làm nhanh', 'giải quyết nhanh', 'đúng hẹn', 'waiting', 'slow', 'too long',
  ],
  'attitude': [
    'thái độ', 'nhiệt tình', 'niềm nở', 'vui vẻ', 'lịch sự', 'hòa nhã', 'hoà nhã', 'tận tình', 'thân thiện', 'chu đáo', 'cáu', 'cáu gắt', 'gắt gỏng', 'quát', 'nạt', 'khó chịu', 'thờ ơ', 'hách dịch', 'nhăn nhó', 'cục cằn', 'vô cảm',
    'coi thường', 'thiếu tôn trọng', 'lạnh nhạt', 'nói trống không', 'xem điện thoại', 'bấm điện thoại', 'rude', 'friendly', 'polite',
  ],
  'repeat-visits': [
    'đi lại nhiều lần', 'nhiều lần', 'đi lại', 'quay lại', 'lên xuống', 'đi đi về về', 'bổ sung', 'thiếu giấy', 'thêm giấy tờ', 'trả hồ sơ', 'trả lại hồ sơ', 'nộp lại', 'hẹn lại', 'lần thứ hai', 'lần thứ ba', 'hai lần', 'ba lần', 'mấy lần',
    'giấy tờ rườm rà', 'rườm rà', 'come back', 'again and again',
  ],
  'clarity': [
    'hướng dẫn', 'chỉ dẫn', 'giải thích', 'rõ ràng', 'khó hiểu', 'dễ hiểu', 'không hiểu', 'mập mờ', 'không rõ', 'chưa rõ', 'chỉ bảo', 'niêm yết', 'thông tin', 'biểu mẫu', 'tờ khai', 'không biết hỏi ai', 'unclear', 'explained',
  ],
  'fees': [
    'phí', 'lệ phí', 'thu tiền', 'nộp tiền', 'tiền', 'bồi dưỡng', 'phong bì', 'vòi vĩnh', 'gợi ý', 'lót tay', 'tiêu cực', 'biên lai', 'đắt', 'chi phí', 'bribe', 'fee',
  ],
  'system': [
    'hệ thống', 'mạng', 'rớt mạng', 'máy hỏng', 'lỗi', 'phần mềm', 'trực tuyến', 'cổng dịch vụ công', 'dịch vụ công', 'vneid', 'đăng nhập', 'tài khoản', 'mã otp', 'otp', 'máy lấy số', 'quét mã', 'online', 'website', 'nộp qua mạng',
  ],
  'facilities': [
    'chỗ ngồi', 'ghế', 'gửi xe', 'bãi xe', 'đỗ xe', 'nhà vệ sinh', 'vệ sinh', 'điều hòa', 'điều hoà', 'nóng nực', 'quạt', 'nước uống', 'chật', 'chật chội', 'sạch sẽ', 'khang trang', 'thoáng mát', 'xe lăn', 'lối đi', 'ồn ào', 'biển chỉ dẫn', 'parking',
  ],
  'praise': [
    'cảm ơn', 'cám ơn', 'rất tốt', 'tốt', 'tuyệt vời', 'hài lòng', 'khen', 'ưng ý', 'hoan nghênh', 'đáng khen', 'xuất sắc', 'thank you', 'thanks', 'very good',
  ],
}

/** Before praise these turn it over: "chưa tốt", "không hài lòng lắm". A theme is a mention whatever stands before it; praise is none then. */
export const NEGATIONS: readonly string[] = ['không', 'chưa', 'chẳng', 'chả', 'không được', 'chưa được', 'không thể', 'chưa thực sự', 'không thấy', 'not']

/**
 * Of phrases of one syllable those that mean the same without diacritics: "cham" may be "chậm", "chăm" or "chấm", so it is not among them. Phrases of several
 * syllables are found without diacritics too, in texts that have none.
 */
export const SAFE_WITHOUT_DIACRITICS: ReadonlySet<string> = new Set(['đợi', 'lỗi', 'quạt', 'waiting', 'slow', 'rude', 'friendly', 'polite', 'unclear', 'explained', 'bribe', 'fee', 'vneid', 'otp', 'online', 'website', 'parking', 'thanks'])
