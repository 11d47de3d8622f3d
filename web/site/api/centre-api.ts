import { commentPage, givenReasons, type NewCommentMark } from '../../../contract/comment.ts'
import { centreDisplay, liveCentre } from '../../../contract/live.ts'
import { toAddress, type Query, type Way } from './way.ts'

const COMMENTS = '/api/v1/comments'
const markOf = (id: string) => `${COMMENTS}/${encodeURIComponent(id)}/mark`

/** Where the live board of a centre is; as a stream, or asked now and then. */
export const liveAddress = (centre: string) => `/api/v1/centres/${encodeURIComponent(centre)}/live`

/** What the director of a centre looks at in the morning, and the display in the hall. */
export const createCentreApi = ({ get, write, remove }: Way) => ({
  liveCentre: (centre: string, signal?: AbortSignal) => get(liveAddress(centre), liveCentre, signal),
  centreDisplay: (centre: string, signal?: AbortSignal) => get(`/api/v1/centres/${encodeURIComponent(centre)}/display`, centreDisplay, signal),
  /** One page of comments; the first counts every state. */
  comments: (query: Query, signal?: AbortSignal) => get(toAddress(COMMENTS, { limit: 20, ...query }), commentPage, signal),
  markComment: async (id: string, mark: NewCommentMark) => void (await write('PUT', markOf(id), mark)),
  unmarkComment: (id: string) => remove(markOf(id)),
  reasons: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/reasons', query), givenReasons, signal),
})
