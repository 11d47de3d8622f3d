import assert from 'node:assert/strict'
import { readStoredHashes } from '../../../ingest/writer/stored-hashes.ts'
import { newEventId } from '../../support/events.ts'
import { testService } from '../../support/service.ts'

describe('what is known of events that are stored', () => {
  const store = async (event: { sender: string; id: string }, { receivedAt, hash }: { receivedAt: string; hash: string }) => {
    const { warehouse } = await testService()
    await warehouse.insert('ratings', ['sender', 'id', 'occurred_at', 'corrected_at', 'received_at', 'content_hash'], [
      [event.sender, event.id, '2026-10-14T02:00:00.000Z', '2026-10-14T02:00:00.000Z', receivedAt, hash],
    ])
  }
  const anEvent = (occurredAt = Date.parse('2026-10-14T02:00:00Z')) => ({ sender: `device:${newEventId()}`, id: newEventId(), occurredAt })

  it('is the hash of the first delivery', async () => {
    const { warehouse } = await testService()
    const [event, unknown] = [anEvent(), anEvent()]
    await store(event, { receivedAt: '2026-10-14T03:00:00.000Z', hash: '2' })
    await store(event, { receivedAt: '2026-10-14T02:30:00.000Z', hash: '18446744073709551615' })
    assert.deepEqual(await readStoredHashes(warehouse, [event, unknown]), new Map([[`${event.sender}|${event.id}`, '18446744073709551615']]))
  })

  it('can be asked for a full insert of which every rating comes from another tablet and another day', async () => {
    const { warehouse } = await testService()
    const event = anEvent()
    await store(event, { receivedAt: '2026-10-14T03:00:00.000Z', hash: '7' })
    const others = Array.from({ length: 20_000 }, (_, i) => anEvent(Date.UTC(2020, 0, 1 + (i % 2_400))))
    assert.deepEqual(await readStoredHashes(warehouse, [...others, event]), new Map([[`${event.sender}|${event.id}`, '7']]))
  })
})
