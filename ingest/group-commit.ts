import { AppError } from '../platform/errors.ts'
import type { AppQueue } from '../platform/queue/queues.ts'
import type { Custody, CustodyState } from './custody/custody.ts'
import type { FactBatch, FactGroup } from './queue/fact-batch.ts'

/** Concurrent requests join one Redis round trip and one job before any of them is acknowledged. */
export interface GroupCommit {
  /**
   * Resolves when Redis holds these batches, with the state of the sender's numbering where it numbers its facts and the state is
   * known. Throws 503 with Retry-After when Redis does not answer in time: the batches may still arrive there, which is harmless,
   * because the sender repeats them and the repetition folds.
   */
  commit(senderId: string, batches: FactBatch[]): Promise<CustodyState | null>
  /** How long the oldest group has waited for Redis; 0 when none does. */
  stuckForMs(): number
}

interface Waiting {
  senderId: string
  batches: FactBatch[]
  resolve(state: CustodyState | null): void
  reject(error: Error): void
  /** Its sender was told to come again; it must not be committed behind its back any more. */
  givenUp: boolean
}

/** Long enough to find company, short enough that nobody notices: 5–25 ms measured alike, 100 ms cost a third. */
const WINDOW_MS = 8
/** A full job goes at once. Larger ones make the worker slower, not faster. */
const ROWS_PER_JOB = 1_000
/** So many groups may be on their way to Redis at once; the others gather, and so a stalled Redis holds a bounded number. */
const GROUPS_UNDER_WAY = 4
const ANSWERS_WITHIN_MS = 5_000

export const queueUnavailable = (detail = 'The queue does not take anything at the moment; keep the batch and send it again.') =>
  new AppError('unavailable', detail, { retryAfterSeconds: 2 })

const rowsOf = ({ batches }: Waiting) => batches.reduce((sum, batch) => sum + batch.rows.length, 0)

/** The numbers of each sender that a group settles as received. */
function seqsOf(group: readonly Waiting[]): Map<string, number[]> {
  const seqs = new Map<string, number[]>()
  for (const { senderId, batches } of group) {
    for (const batch of batches) {
      if (batch.kind === 'dossiers' || batch.kind === 'measures' || batch.kind === 'surveys') continue
      const column = batch.kind === 'ratings' ? 1 : 0
      for (const row of batch.rows) {
        const seq = row[column] as number
        if (seq <= 0) continue
        const known = seqs.get(senderId)
        if (known) known.push(seq)
        else seqs.set(senderId, [seq])
      }
    }
  }
  return seqs
}

export function createGroupCommit({ facts, custody }: { facts: AppQueue<FactGroup>; custody: Pick<Custody, 'received'> }): GroupCommit {
  let waiting: Waiting[] = []
  let waitingRows = 0
  let timer: NodeJS.Timeout | null = null
  const underWay = new Set<{ since: number }>()

  const commitGroup = async (group: Waiting[]): Promise<void> => {
    await facts.add({ version: 2, batches: group.flatMap((it) => it.batches) })
    // The job is safe from here on; not to know the marks costs an answer its `custody`, no more.
    const states = await custody.received(seqsOf(group)).catch(() => new Map<string, CustodyState>())
    for (const it of group) it.resolve(states.get(it.senderId) ?? null)
  }

  const takeGroup = (): Waiting[] => {
    let rows = 0
    let count = 0
    for (const it of waiting) {
      if (count > 0 && rows + rowsOf(it) > ROWS_PER_JOB) break
      rows += rowsOf(it)
      count += 1
    }
    const taken = waiting.slice(0, count)
    waiting = waiting.slice(count)
    waitingRows -= rows
    return taken.filter((it) => !it.givenUp)
  }

  const flush = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    while (waiting.length > 0 && underWay.size < GROUPS_UNDER_WAY) {
      const group = takeGroup()
      if (group.length === 0) continue
      const mark = { since: performance.now() }
      underWay.add(mark)
      commitGroup(group)
        .catch(() => group.forEach((it) => it.reject(queueUnavailable())))
        .finally(() => {
          underWay.delete(mark)
          // Without a timer somebody waits who found no room; others still gather.
          if (!timer && waiting.length > 0) flush()
        })
    }
  }

  return {
    commit: (senderId, batches) => new Promise((resolve, reject) => {
      const entry: Waiting = { senderId, batches, resolve: settle(resolve), reject: settle(reject), givenUp: false }
      const tooLate = setTimeout(() => {
        entry.givenUp = true
        reject(queueUnavailable())
      }, ANSWERS_WITHIN_MS)
      function settle<T>(then: (value: T) => void) {
        return (value: T) => {
          clearTimeout(tooLate)
          then(value)
        }
      }
      waiting.push(entry)
      waitingRows += rowsOf(entry)
      if (waitingRows >= ROWS_PER_JOB) flush()
      else timer ??= setTimeout(flush, WINDOW_MS)
    }),
    stuckForMs: () => [...underWay].reduce((longest, { since }) => Math.max(longest, performance.now() - since), 0),
  }
}
