import { json, Router } from 'express'
import { ratingBatch } from '../../contract/rating.ts'
import { limitSender } from '../../ingest/http/ingest-deps.ts'
import { judgeRatings } from '../../ingest/http/judge-ratings.ts'
import { authenticateSender, senderOf } from '../../ingest/http/sender-auth.ts'
import type { RatingRow } from '../../ingest/queue/fact-batch.ts'
import { parseBy } from '../../platform/errors.ts'
import { createQueue, startWorker } from '../../platform/queue/queues.ts'
import { serveRival } from './room.ts'

/** As one would write it at first: each rating is a job, each job is an insert. */
const CONCURRENCY = 32
const COLUMNS = [
  'sender', 'id', 'occurred_at', 'corrected_at', 'sent_at', 'received_at', 'seq', 'centre_code', 'counter_code', 'procedure_code',
  'official_code', 'channel', 'scale', 'score', 'reasons', 'comment', 'language', 'trigger',
]
interface Job { sender: string; sentAt: number; receivedAt: number; row: RatingRow }
const toInstant = (epochMs: number) => new Date(epochMs).toISOString()

await serveRival(async ({ access, registry, redis, warehouse, limiter, logger }) => {
  const queue = createQueue<Job>({ redis, name: 'naive' })
  const stored = new Map<string, number>()
  startWorker<Job>({
    redis, logger, name: 'naive', concurrency: CONCURRENCY,
    process: async ({ sender, sentAt, receivedAt, row }) => {
      const [id, seq, occurredAt, scale, score, reasons, comment, language, counterCode, centreCode, procedureCode, officialCode, trigger] = row
      await warehouse.insert('ratings', COLUMNS, [[
        sender, id, toInstant(occurredAt), toInstant(occurredAt), toInstant(sentAt), toInstant(receivedAt), seq, centreCode, counterCode, procedureCode,
        officialCode, '', scale, score, reasons, comment, language, trigger,
      ]])
      stored.set(sender, (stored.get(sender) ?? 0) + 1)
    },
  })
  const routes = Router()
  routes.post('/api/v1/ratings', authenticateSender({ apiKeys: access.apiKeys, devices: registry.devices, scope: 'ratings:write', takesDevices: true }), json({ limit: '1mb', type: () => true }), async (request, response) => {
    const sender = senderOf(request)
    const body = parseBy(ratingBatch, request.body)
    await limitSender(limiter, sender.id, body.ratings.length)
    const [sentAt, receivedAt] = [Date.parse(body.sentAt), Date.now()]
    const { rows, accepted, rejected } = judgeRatings(body.ratings, { places: registry.places, sender, sentAt, receivedAt })
    await Promise.all(rows.map((row) => queue.add({ sender: sender.id, sentAt, receivedAt, row })))
    response.status(202).json({ accepted, rejected })
  })
  return { routes, storedOf: (sender) => stored.get(sender) ?? 0 }
})
