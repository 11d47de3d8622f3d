import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { SecretBox } from '../../access/secret-box.ts'
import type { NewPetition, PetitionChannel, PetitionContact, PublicPetition } from '../../contract/petition.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { createRestrictedOriginals } from '../../registry/restricted-originals.ts'
import type { Mask } from '../mask.ts'
import { createPetitionCode, toPetitionCode } from './petition-code.ts'
import { insertStep } from './petition-rows.ts'
import { readTold, settlePetition, type SettleDeps } from './settle-petition.ts'

/** Under this sender the words of petitions as they were written lie among the restricted originals. */
export const ORIGINALS_SENDER = 'petition'
const DAY_MS = 24 * 3_600_000
/** Whoever sends has a clock of their own. */
const AHEAD_MS = 60_000

export interface IntakeDeps extends SettleDeps { record: RecordStore; places: PlaceIndex; box: SecretBox; mask: Mask; /** how long originals and contacts are kept at most */ keepDays: number }

/** `sender` is `public`, `key:<id>` or `person:<id>`; identity is the sender with the id it has given. */
export interface Taking { sender: string; channel: PetitionChannel; maybeMachine?: boolean }

const refuse = (pointer: string, value: string, rule: string) => new AppError('invalid-request', `The petition breaks a rule: ${pointer} ${rule}.`, { errors: [{ pointer, value, rule, message: `${value}: ${rule}.` }] })

const isEmpty = ({ name, phone, email }: PetitionContact) => (name ?? '') === '' && phone === undefined && email === undefined

/** Keeps what was masked out of words, for case handlers and a limited time; answers the masked words. */
export async function maskWords(
  { mask, clock, keepDays }: Pick<IntakeDeps, 'mask' | 'clock' | 'keepDays'>, session: RecordSession, words: string, { code, place, step }: { code: string; place: string; step: string },
): Promise<string> {
  const { masked, found } = mask(words)
  if (found.length === 0) return words
  await createRestrictedOriginals({ record: session, clock, keepDays })
    .keep([{ sender: ORIGINALS_SENDER, eventId: `${code}:${step}`, original: words, centreCode: place, counterCode: '', receivedAt: clock() }])
  return masked
}

/** Takes petitions in: all of one is in the record before anybody is told that it is. */
export function createPetitionIntake(deps: IntakeDeps) {
  const { record, places, box, clock, keepDays } = deps

  const known = async (session: RecordSession, sender: string, id: string) =>
    z.array(z.object({ code: z.string() })).parse(await session.query('SELECT code FROM petition WHERE sender = $1 AND sender_id = $2', [sender, id]))[0]?.code ?? null

  return {
    /**
     * Answers the petition's code. The same sender's same id is taken once: the first content counts, `isNew` is false afterwards. Throws 422
     * for a unit nobody knows and a moment that has not come.
     */
    take: async (sent: PublicPetition | NewPetition, { sender, channel, maybeMachine = false }: Taking): Promise<{ code: string; isNew: boolean }> => {
      if (!places.hasUnit(sent.unitCode)) throw refuse('/unitCode', sent.unitCode, 'a known unit')
      const now = clock()
      const given = 'receivedAt' in sent && sent.receivedAt !== undefined ? Date.parse(sent.receivedAt) : now
      if (given > now + AHEAD_MS) throw refuse('/receivedAt', new Date(given).toISOString(), 'not after now')
      const receivedAt = Math.min(given, now)
      return await record.transaction(async (session) => {
        const before = await known(session, sender, sent.id)
        if (before !== null) return { code: before, isNew: false }
        const code = createPetitionCode()
        const handler = places.representativeOf(sent.unitCode)
        const text = await maskWords(deps, session, sent.text, { code, place: handler, step: '0' })
        const [row] = z.array(z.object({ id: z.string() })).parse(await session.query(
          `INSERT INTO petition (code, sender, sender_id, unit_code, handler_code, about, channel, text, procedure_code, dossier_code, earlier_code, maybe_machine, received_at, state)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'received') ON CONFLICT (sender, sender_id) DO NOTHING RETURNING id`,
          [code, sender, sent.id, sent.unitCode, handler, sent.about, channel, text, sent.procedureCode ?? null, sent.dossierCode ?? null, sent.earlierCode === undefined ? null : toPetitionCode(sent.earlierCode), maybeMachine, new Date(receivedAt)],
        ))
        // Somebody else has taken the same one in between; what was begun here goes with it.
        if (!row) throw new AppError('unavailable', 'This petition is just being taken; ask again.', { retryAfterSeconds: 1 })
        await insertStep(session, row.id, { kind: 'received', by: sender, at: receivedAt })
        if (sent.contact && !isEmpty(sent.contact)) {
          await session.query('INSERT INTO petition_contact (petition_id, sealed, consented_at, delete_after) VALUES ($1, $2, $3, $4)', [
            row.id, box.seal(JSON.stringify(sent.contact), `petition:${row.id}`), new Date(now), new Date(now + keepDays * DAY_MS),
          ])
        }
        const told = await readTold(deps, session, row.id)
        if (told) await settlePetition(session, told)
        await writeAudit(session, { actor: sender, action: 'petition.receive', subject: `petition:${code}`, detail: { unitCode: sent.unitCode, channel, about: sent.about, hasContact: sent.contact !== undefined } })
        return { code, isNew: true }
      })
    },
  }
}
export type PetitionIntake = ReturnType<typeof createPetitionIntake>
