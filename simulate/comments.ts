const COMMENTS: Record<'good' | 'bad', readonly string[]> = {
  good: [
    'Làm nhanh, cảm ơn.', 'Cán bộ hướng dẫn dễ hiểu.', 'Nộp buổi sáng, chiều đã có kết quả.', 'Chị Hương giúp tôi điền tờ khai rất tận tình.', 'Có chỗ ngồi, có nước uống, tốt lắm.',
    'Lần này không phải đi lại nhiều như trước.',
  ],
  bad: [
    'Chờ gần một tiếng mới tới lượt.', 'Ghế chờ ít, phải đứng lâu.', 'Giấy hẹn ghi hôm nay mà chưa có kết quả.', 'Mỗi lần đến lại phải bổ sung một giấy khác.', 'Gọi số 0912345678 mấy lần không ai nghe.',
    'Anh Bình hướng dẫn chưa rõ, tôi phải hỏi lại quầy khác.', 'Máy lấy số bị hỏng, không biết tới lượt ai.',
  ],
}
/** So many of a thousand write something: few do at a tablet. */
const PER_THOUSAND = 6
const SATISFIED_FROM = 4

/**
 * What somebody wrote, or null. It follows from the rating's id alone, so that ratings stay as they were drawn before anybody wrote. Some
 * name a person or a number, as people do: the service covers that before it stores anything.
 */
export function toComment(id: string, score: number): string | null {
  const draw = Number.parseInt(id.slice(-6), 16)
  if (draw % 1000 >= PER_THOUSAND) return null
  const texts = score >= SATISFIED_FROM ? COMMENTS.good : COMMENTS.bad
  return texts[Math.floor(draw / 1000) % texts.length] ?? null
}
