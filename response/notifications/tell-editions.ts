import type { Role } from '../../contract/role.ts'
import { listEditions } from '../../analytics/publication/edition-table.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Notices } from './notices.ts'
import type { Recipients } from './recipients.ts'

const COUNTRY = 'VN'
const [PUBLISHERS, READERS]: [readonly Role[], readonly Role[]] = [['national-home-affairs'], ['national-home-affairs', 'home-affairs', 'director']]
/** Nobody is told of what came out before they could have been. */
const FRESH_MS = 3 * 24 * 3_600_000

/**
 * Tells those who publish, but for who has asked, that an edition waits for one of them (again where it was sent back), and everybody who works
 * with figures that one is out; each once, whenever it is called.
 */
export async function tellEditions({ record, clock, notices, recipients }: { record: RecordStore; clock: Clock; notices: Pick<Notices, 'tell'>; recipients: Pick<Recipients, 'everywhere'> }): Promise<void> {
  const isFresh = (at: string | null) => at !== null && Date.parse(at) > clock() - FRESH_MS
  for (const { period, number, state, askedBy, readyAt, approvedAt, frozenAt } of await listEditions(record)) {
    const facts = { period, number }
    if (state === 'closed' && isFresh(readyAt) && approvedAt === null) {
      const others = (await recipients.everywhere(PUBLISHERS, { countryOnly: true })).filter((it) => `person:${it.id}` !== askedBy)
      await record.transaction((session) => notices.tell(session, { kind: 'edition-ready', subject: `edition:${period}#${number}@${readyAt}`, unitCode: COUNTRY, facts }, others.map((it) => it.id)))
    }
    if (state === 'frozen' && isFresh(frozenAt)) {
      const readers = await recipients.everywhere(READERS, { countryOnly: false })
      await record.transaction((session) => notices.tell(session, { kind: 'edition-out', subject: `edition:${period}#${number}`, unitCode: COUNTRY, facts }, readers.map((it) => it.id)))
    }
  }
}
