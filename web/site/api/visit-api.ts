import { sessionAnswer, type SessionAnswer } from '../../../contract/session.ts'
import { instance } from '../../../contract/instance.ts'
import { RequestFailed } from './request-failed.ts'
import type { Way } from './way.ts'

/** Where one is, and as whom. */
export const createVisitApi = ({ get }: Way) => ({
  instance: (signal?: AbortSignal) => get('/api/v1/instance', instance, signal),
  /** Who is signed in, or null. */
  session: async (signal?: AbortSignal): Promise<SessionAnswer | null> => {
    try {
      return await get('/api/v1/session', sessionAnswer, signal)
    } catch (error) {
      if (error instanceof RequestFailed && error.status === 401) return null
      throw error
    }
  },
})
