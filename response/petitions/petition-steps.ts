import { writeAudit } from '../../access/audit-log.ts'
import type { NewPetitionStep, PetitionAct, PetitionRating } from '../../contract/petition.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordSession } from '../../platform/record/record.ts'
import { toPetitionCode } from './petition-code.ts'
import { actsAfter } from './petition-life.ts'
import { insertStep, selectPetitions, type AppendedStep, type StoredPetition } from './petition-rows.ts'
import { readTold, settlePetition, type ToldPetition } from './settle-petition.ts'
import { maskWords, type IntakeDeps } from './take-petition.ts'

const breach = (pointer: string, value: string, rule: string) => new AppError('invalid-request', `The step breaks a rule: ${pointer} ${rule}.`, { errors: [{ pointer, value, rule, message: `${value}: ${rule}.` }] })

const SUPPLY_WHILE = 'Nothing more is asked for at the moment.'

/** Writes down what happens to petitions: each step is checked against where the petition stands, under a lock, and appended. */
export function createPetitionSteps(deps: IntakeDeps) {
  const { record, places, clock } = deps

  /** The petition of a code with its row locked; throws 404. */
  const lock = async (session: RecordSession, code: string): Promise<ToldPetition> => {
    const [petition] = await selectPetitions(session, 'WHERE code = $1 FOR UPDATE', [code])
    const told = petition && await readTold(deps, session, petition.id)
    if (!told) throw new AppError('not-found', 'There is no petition with this code here.')
    return told
  }

  const append = async (session: RecordSession, { petition, steps }: ToldPetition, { words = null, ...step }: Omit<AppendedStep, 'at'>): Promise<ToldPetition> => {
    const masked = words === null ? null : await maskWords(deps, session, words, { code: petition.code, place: petition.handlerCode, step: String(steps.length) })
    // What was received by letter may be said to have come later than it was taken up: steps never go back in time.
    await insertStep(session, petition.id, { ...step, words: masked, at: Math.max(clock(), steps.at(-1)?.at ?? 0) })
    const told = await readTold(deps, session, petition.id)
    if (!told) throw new Error('a petition vanished under its lock')
    await settlePetition(session, told)
    return told
  }

  const forgetContact = (session: RecordSession, { id }: StoredPetition) => session.query('DELETE FROM petition_contact WHERE petition_id = $1', [id])

  const requireAct = ({ life }: ToldPetition, act: PetitionAct) => {
    if (!actsAfter(life).includes(act)) {
      throw new AppError('conflict', `A petition that is ${life.state}${life.class === 'not-petition' ? ' and no petition' : ''} cannot be ${act}.`)
    }
  }

  const linkedTo = async (session: RecordSession, { petition }: ToldPetition, written: string, mayReach: (unit: string) => boolean): Promise<string> => {
    const code = toPetitionCode(written)
    const [earlier] = await selectPetitions(session, 'WHERE code = $1', [code])
    if (!earlier || !mayReach(earlier.handlerCode)) throw breach('/earlierCode', written, 'the code of a petition within reach')
    if (earlier.seq >= petition.seq) throw breach('/earlierCode', written, 'a petition that came before this one')
    return earlier.id
  }

  return {
    /**
     * A step by an officer. Throws 404 where the code is nobody's or lies outside `mayReach`, 409 where this step does not follow, 422 for a unit
     * that is unknown or out of reach.
     */
    take: async (code: string, step: NewPetitionStep, { actor, mayReach }: { actor: string; mayReach(unit: string): boolean }): Promise<void> => {
      await record.transaction(async (session) => {
        const told = await lock(session, code)
        const { petition } = told
        if (!mayReach(petition.handlerCode) && !mayReach(petition.unitCode)) throw new AppError('not-found', 'There is no petition with this code here.')
        requireAct(told, step.kind)
        const words = 'words' in step ? step.words ?? null : null
        if (step.kind === 'assigned') {
          if (!places.hasUnit(step.unitCode) || !mayReach(step.unitCode)) throw breach('/unitCode', step.unitCode, 'a unit within reach')
          await session.query('UPDATE petition SET handler_code = $2 WHERE id = $1', [petition.id, step.unitCode])
        }
        const about = step.kind === 'linked' ? await linkedTo(session, told, step.earlierCode, mayReach) : null
        if (about !== null) {
          await session.query('UPDATE petition SET repeats = $2 WHERE id = $1', [petition.id, about])
          // The earlier one counts as repeated from now on.
          await session.query('UPDATE petition SET changes = changes + 1 WHERE id = $1', [about])
        }
        if (step.kind === 'published') await session.query('UPDATE petition SET is_listed = $2 WHERE id = $1', [petition.id, step.isListed])
        await append(session, told, { kind: step.kind, words, about, by: actor, class: step.kind === 'classified' ? step.class : null, unitCode: step.kind === 'assigned' ? step.unitCode : null })
        if (step.kind === 'closed') await forgetContact(session, petition)
        const { kind, words: _, ...detail } = { words: undefined, ...step }
        await writeAudit(session, { actor, action: `petition.${kind}`, subject: `petition:${code}`, detail })
      })
    },

    /** What the sender adds when asked for more. Throws 409 where nothing is asked for. */
    supply: async (code: string, text: string): Promise<void> => {
      await record.transaction(async (session) => {
        const told = await lock(session, code)
        if (told.life.state !== 'waiting') throw new AppError('conflict', SUPPLY_WHILE)
        await append(session, told, { kind: 'supplied', words: text, by: 'public' })
      })
    },

    /** Whether the sender is satisfied with the answer, once. Throws 409 where there is none yet, or it was rated already. */
    rate: async (code: string, { satisfied, reason }: PetitionRating): Promise<void> => {
      await record.transaction(async (session) => {
        const told = await lock(session, code)
        if (told.life.publishedAt === null) throw new AppError('conflict', 'There is no answer yet that could be rated.')
        if (told.petition.satisfied !== null) throw new AppError('conflict', 'This answer was rated already; one petition has one rating.')
        await session.query('UPDATE petition SET satisfied = $2 WHERE id = $1', [told.petition.id, satisfied])
        await append(session, told, { kind: 'rated', satisfied, words: reason ?? null, by: 'public' })
      })
    },

    /** Closes an answered or refused petition about which nobody has said anything more; false where it is closed already. */
    closeSilent: async (id: string): Promise<boolean> =>
      record.transaction(async (session) => {
        const [petition] = await selectPetitions(session, 'WHERE id = $1 FOR UPDATE', [id])
        const told = petition && await readTold(deps, session, petition.id)
        if (!told || !actsAfter(told.life).includes('closed')) return false
        await append(session, told, { kind: 'closed', by: 'system' })
        await forgetContact(session, told.petition)
        await writeAudit(session, { actor: 'system', action: 'petition.closed', subject: `petition:${told.petition.code}`, detail: { reason: 'silence' } })
        return true
      }),
  }
}
export type PetitionSteps = ReturnType<typeof createPetitionSteps>
