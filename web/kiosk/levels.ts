import type { MessageKey } from './messages.ts'

/** The face of each score, the worst first: three levels use the first, the middle and the last. */
export const facesOf = (scale: 3 | 5): readonly number[] => (scale === 5 ? [1, 2, 3, 4, 5] : [1, 3, 5])

/** The word of a score. Three levels are not "very" anything. */
export const toLevelKey = (scale: 3 | 5, score: number): MessageKey => `level${scale === 5 ? score : score + 1}` as MessageKey
