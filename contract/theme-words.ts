/** Themes of comments in words. Needs no schema, so that a page can carry it. */

/** What comments are about. A comment may be about several things; what nobody knows stays without a theme. */
export const commentThemes = ['waiting', 'attitude', 'repeat-visits', 'clarity', 'fees', 'system', 'facilities', 'praise'] as const
export type CommentTheme = (typeof commentThemes)[number]

export const THEME_NAMES: Readonly<Record<CommentTheme, { vi: string; en: string }>> = {
  'waiting': { vi: 'Chờ đợi, chậm hẹn', en: 'Waiting, late results' },
  'attitude': { vi: 'Thái độ người phục vụ', en: 'Manner of those who serve' },
  'repeat-visits': { vi: 'Đi lại nhiều lần, bổ sung giấy tờ', en: 'Coming back, more papers' },
  'clarity': { vi: 'Hướng dẫn, rõ ràng', en: 'Guidance and clarity' },
  'fees': { vi: 'Phí, tiền nong', en: 'Fees and money' },
  'system': { vi: 'Máy móc, mạng, nộp trực tuyến', en: 'Systems and online filing' },
  'facilities': { vi: 'Chỗ ngồi, gửi xe, trang thiết bị', en: 'Seats, parking, equipment' },
  'praise': { vi: 'Lời khen', en: 'Praise' },
}

/** The version of the dictionary of phrases, and how right it was on sentences that were written for the test and labelled by hand: of what it found, and of what was there. */
export const THEME_DICTIONARY = { version: 1, sentences: 90, precision: 0.9, recall: 0.9 } as const
