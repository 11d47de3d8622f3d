import { useQueryClient } from '@tanstack/vue-query'
import type { NewCommentMark } from '../../../contract/comment.ts'
import { useApi } from '../api/use-api.ts'
import { useAction } from '../use-action.ts'

/** Marks comments and takes marks back; every list of comments is read again after. */
export function useCommentMarks() {
  const api = useApi()
  const cache = useQueryClient()
  const readAgain = () => cache.invalidateQueries({ queryKey: ['comments'] })
  return {
    mark: useAction(async (id: string, mark: NewCommentMark) => {
      await api.markComment(id, mark)
      await readAgain()
    }),
    unmark: useAction(async (id: string) => {
      await api.unmarkComment(id)
      await readAgain()
    }),
  }
}
