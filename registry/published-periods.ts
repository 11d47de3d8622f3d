import { z } from 'zod'
import { createBriefMemory } from '../access/brief-memory.ts'
import type { Clock } from '../platform/clock.ts'
import type { RecordStore } from '../platform/record/record.ts'

/** The months (`2026-08`) whose edition is out, at most two seconds old. */
export interface PublishedPeriods { all(): Promise<ReadonlySet<string>> }

export function createPublishedPeriods({ record, clock }: { record: RecordStore; clock: Clock }): PublishedPeriods {
  const memory = createBriefMemory({
    clock,
    fetch: async () => new Set(z.array(z.object({ period: z.string() })).parse(await record.query('SELECT period FROM published_period')).map((it) => it.period)),
  })
  return { all: () => memory.get('all') }
}
