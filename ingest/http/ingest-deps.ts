import type { RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'
import type { ApiKeys } from '../../access/api-keys.ts'
import type { BatchAnswer } from '../../contract/rating.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { Devices } from '../../registry/devices.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { Admission } from '../admission.ts'
import type { GroupCommit } from '../group-commit.ts'

/** What the routes that take facts stand on. */
export interface IngestDeps {
  apiKeys: ApiKeys
  devices: Devices
  places: PlaceIndex
  admission: Admission
  groupCommit: GroupCommit
  limiter: RateLimiterAbstract
  clock: Clock
}

/** Counts items, not requests, per authenticated sender; 429 with Retry-After beyond the allowance. */
export async function limitSender(limiter: RateLimiterAbstract, senderId: string, items: number): Promise<void> {
  await limiter.consume(senderId, items).catch((refusal: RateLimiterRes | Error) => {
    if (refusal instanceof Error) throw refusal
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    throw new AppError('too-many-requests', `This sender is over its allowance; try again in ${retryAfterSeconds} s.`, { retryAfterSeconds })
  })
}

/** A batch of which nothing was accepted is a 422 that names every broken rule by its place in the batch. */
export function refuseIfNone(answer: BatchAnswer, collection: string): BatchAnswer {
  if (answer.accepted.length > 0) return answer
  throw new AppError('nothing-accepted', `None of the ${answer.rejected.length} ${collection} was accepted.`, {
    errors: answer.rejected.flatMap(({ index, errors }) => errors.map((it) => ({ ...it, pointer: `/${collection}/${index}${it.pointer}` }))),
  })
}
