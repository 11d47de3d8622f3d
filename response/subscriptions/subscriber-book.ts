import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { SecretBox } from '../../access/secret-box.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'

const sealedAddress = z.object({ to: z.string(), secret: z.string().nullable() })
const row = z.object({ id: z.string(), way: z.enum(['mail', 'webhook']), sealed: z.string(), language: z.enum(['vi', 'en']) })
/** `to` is a mail address or that of a webhook, which alone has a `secret`. */
export interface Subscriber { id: string; way: 'mail' | 'webhook'; to: string; secret: string | null; language: 'vi' | 'en' }
export type NewSubscriber = Omit<Subscriber, 'id'>

const ownerOf = (id: string) => `edition-subscriber:${id}`

/** Who is told of editions. Addresses are sealed; their marks keep one from being there twice. */
export function createSubscriberBook({ record, box, clock }: { record: RecordStore; box: SecretBox; clock: Clock }) {
  const marksOf = ({ way, to }: Pick<NewSubscriber, 'way' | 'to'>) => box.signatures(`edition-subscriber ${way} ${way === 'mail' ? to.toLowerCase() : to}`)
  return {
    /** Takes one in, or takes the words and the key of one who is in already. Answers the id. */
    put: (it: NewSubscriber): Promise<string> => record.transaction(async (session) => {
      const marks = marksOf(it)
      const [known] = z.array(z.object({ id: z.string() })).parse(await session.query('SELECT id FROM edition_subscriber WHERE address_mark = ANY($1::text[]) FOR UPDATE', [marks]))
      const id = known?.id ?? randomUUID()
      const sealed = box.seal(JSON.stringify({ to: it.to, secret: it.secret }), ownerOf(id))
      const [kept] = z.array(z.object({ id: z.string() })).parse(known
        ? await session.query('UPDATE edition_subscriber SET address_mark = $2, sealed = $3, language = $4 WHERE id = $1 RETURNING id', [id, marks[0], sealed, it.language])
        : await session.query(
          'INSERT INTO edition_subscriber (id, way, address_mark, sealed, language, confirmed_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (address_mark) DO NOTHING RETURNING id',
          [id, it.way, marks[0], sealed, it.language, new Date(clock())],
        ))
      if (!kept) throw new Error('This address was taken in by somebody else at this moment.')
      return kept.id
    }),

    find: async (id: string): Promise<Subscriber | null> => {
      const [found] = z.array(row).parse(await record.query('SELECT id, way, sealed, language FROM edition_subscriber WHERE id = $1', [id]))
      const opened = found ? box.open(found.sealed, ownerOf(found.id)) : null
      return found && opened !== null ? { id: found.id, way: found.way, language: found.language, ...sealedAddress.parse(JSON.parse(opened)) } : null
    },

    /** With everything that waits for them. Does nothing for one who has left already. */
    remove: async (id: string): Promise<void> => void (await record.query('DELETE FROM edition_subscriber WHERE id = $1', [id])),

    /** A message to everybody who was in before an edition came out, once for each. */
    tell: async (session: RecordSession, { about, publishedAt }: { about: string; publishedAt: string }): Promise<void> => void (await session.query(
      `INSERT INTO post (channel, subscriber_id, about, created_at)
       SELECT 'edition-' || way, id, $1, $2 FROM edition_subscriber WHERE confirmed_at <= $3 ON CONFLICT (subscriber_id, about) WHERE subscriber_id IS NOT NULL DO NOTHING`,
      [about, new Date(clock()), new Date(publishedAt)],
    )),
  }
}
export type SubscriberBook = ReturnType<typeof createSubscriberBook>
