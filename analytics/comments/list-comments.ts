import type { CommentMark, CommentState } from '../../contract/comment.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { selectComments, type CommentPlace, type CommentSearch, type FoundComment } from '../queries/comments.ts'
import type { CommentMarks } from './comment-marks.ts'

/** A comment's id: its day, and the key that does not lead back to its moment. */
export const toCommentId = ({ day, key }: CommentPlace): string => `${day}-${key}`

export interface MarkedComment { found: FoundComment; mark: CommentMark | null }

/** What stands in two stores is put together a stretch at a time; after so many stretches a page is shown as far as it came. */
const [STRETCH, STRETCHES] = [200, 10]

/**
 * A page of comments with their marks, of one state where that is asked for. `next` is the place behind which the list goes on, null at its
 * end; a page may be short where few of many comments are of that state.
 */
export async function listComments(
  { warehouse, marks }: { warehouse: Warehouse; marks: CommentMarks }, search: CommentSearch, { state, after, limit }: { state: CommentState | null; after: CommentPlace | null; limit: number },
): Promise<{ rows: MarkedComment[]; next: CommentPlace | null }> {
  const rows: MarkedComment[] = []
  let place = after
  for (let stretch = 0; stretch < STRETCHES; stretch += 1) {
    const length = state === null ? limit + 1 : Math.max(STRETCH, limit + 1)
    const found = await selectComments(warehouse, search, { after: place, limit: length })
    const known = await marks.of(found.map(toCommentId))
    for (const [index, it] of found.entries()) {
      const mark = known.get(toCommentId(it)) ?? null
      if (state === null || state === (mark?.state ?? 'new')) rows.push({ found: it, mark })
      place = it
      if (rows.length === limit) return { rows, next: index < found.length - 1 || found.length === length ? place : null }
    }
    if (found.length < length) return { rows, next: null }
  }
  return { rows, next: place }
}
