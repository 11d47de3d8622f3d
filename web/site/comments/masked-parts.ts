/** What the masking puts in the place of personal words (docs/personal-words.md). */
const MASK = /(\[(?:tên|số điện thoại|số giấy tờ|thư điện tử|số tài khoản)\])/

export interface CommentPart { text: string, masked: boolean }

/** A comment in pieces: what was said, and where something personal was covered, without its brackets. */
export const toCommentParts = (comment: string): CommentPart[] =>
  comment.split(MASK).filter((text) => text !== '').map((text) => (MASK.test(text) ? { text: text.slice(1, -1), masked: true } : { text, masked: false }))

/** The face that stands for a score, of the five: three levels use the first, the middle and the last. */
export const toFaceLevel = (score: number, scale: number): number => (scale === 3 ? score * 2 - 1 : score)
