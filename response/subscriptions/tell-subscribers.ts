import { listEditions } from '../../analytics/publication/edition-table.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { PostBook } from '../notifications/post-book.ts'
import type { SubscriberBook } from './subscriber-book.ts'

/** Nobody is told of what came out longer ago, however long this did not run. */
const FRESH_MS = 3 * 24 * 3_600_000

export const toAbout = ({ period, number }: { period: string; number: number }) => `edition:${period}#${number}`

/** Tells subscribers of editions that are out, each once, whenever it is called; and forgets invitations that nobody followed. */
export async function tellSubscribers({ record, clock, subscribers, posts }: { record: RecordStore; clock: Clock; subscribers: Pick<SubscriberBook, 'tell'>; posts: Pick<PostBook, 'deleteInvitations'> }): Promise<void> {
  await posts.deleteInvitations()
  for (const edition of await listEditions(record)) {
    const { frozenAt } = edition
    if (frozenAt === null || Date.parse(frozenAt) <= clock() - FRESH_MS) continue
    await record.transaction((session) => subscribers.tell(session, { about: toAbout(edition), publishedAt: frozenAt }))
  }
}
