import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { writeAudit } from '../../access/audit-log.ts'
import { toDayRange } from '../../contract/period.ts'
import type { DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { computeEdition, type ComputeDeps } from './compute-edition.ts'
import { closeEdition, endTurn, findEdition, findPublished, freezeEdition, keepTurn, listUnfinished, replaceBuild, takeTurn, type Edition } from './edition-table.ts'
import { countFacts, readInputMark } from './edition-inputs.ts'

export interface FreezeDeps extends Omit<ComputeDeps, 'onProgress'> {
  record: RecordStore
  dirtyDays: DirtyDays
  logger: Logger
  /** Resolves when every fact that was judged before the closing is stored and marked. */
  untilAllHaveHeard?: () => Promise<void>
}

/** Of whoever was killed at an edition the next takes over after so long. */
const TURN_MS = 120_000
/** Processes remember which months are published for two seconds, and what they have judged by then is written a moment later. */
const HEARD_AFTER_MS = 4_000
/** How often figures are computed anew because what they are made of has changed meanwhile. */
const ROUNDS = 5

/**
 * Takes every edition that somebody has asked for, or that was broken off, to its end. May run twice, and beside itself. What fails is
 * noted in its edition and tried again the next time. Answers how many were frozen.
 */
export async function freezeEditions(deps: FreezeDeps): Promise<number> {
  let frozen = 0
  for (const edition of await listUnfinished(deps.record)) {
    const until = () => new Date(deps.clock() + TURN_MS)
    if (!await takeTurn(deps.record, edition.id, { now: new Date(deps.clock()), until: until() })) continue
    let failure: string | null = null
    try {
      if (await finish(deps, edition.period, () => keepTurn(deps.record, edition.id, until()))) frozen += 1
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error)
      deps.logger.error({ err: error, period: edition.period }, 'the edition could not be frozen; trying again')
    }
    await endTurn(deps.record, edition.id, failure)
  }
  return frozen
}

/**
 * The order is what keeps facts from being lost or counted by half:
 * 1. all that is stored is counted, figures are computed and stored;
 * 2. in one transaction the month is closed with them: from here on facts of the month are late;
 * 3. when all processes have heard so, what came in between is counted;
 * 4. only if that changed anything are the figures computed once more; facts that come now are late and change nothing;
 * 5. the edition is frozen: public.
 * Until 2 nothing has happened; from 2 on every step can be repeated.
 */
async function finish(deps: FreezeDeps, period: string, onProgress: () => Promise<void>): Promise<boolean> {
  const { record, warehouse, clock, untilAllHaveHeard = () => sleep(HEARD_AFTER_MS) } = deps
  const days = toDayRange(period)
  if (!days) throw new Error(`"${period}" is no period`)
  const before = await findPublished(record, period)
  const compute = () => computeEdition({ ...deps, onProgress }, period, before)

  const asked = await findEdition(record, period)
  if (asked?.state === 'asked') {
    await countFacts(deps, period)
    const build = await compute()
    await record.transaction(async (session) => {
      if (await closeEdition(session, asked, build, new Date(clock()))) await writeAudit(session, { ...toAudit(asked, build), action: 'edition.close' })
    })
  }
  await untilAllHaveHeard()
  for (let round = 0; round < ROUNDS; round += 1) {
    await countFacts(deps, period)
    const closed = await findEdition(record, period)
    if (closed?.state !== 'closed') return false
    if (closed.inputMark === await readInputMark(warehouse, period, days)) {
      return await record.transaction(async (session) => {
        const isOurs = await freezeEdition(session, closed, new Date(clock()))
        if (isOurs) await writeAudit(session, { ...toAudit(closed, closed), action: 'edition.freeze' })
        return isOurs
      })
    }
    await replaceBuild(record, closed, await compute())
    await onProgress()
  }
  throw new Error(`The tree or the facts of ${period} changed each time the figures were computed.`)
}

const toAudit = ({ period, number, askedBy }: Edition, { figures, contentHash, csvHash }: Pick<Edition, 'figures' | 'contentHash' | 'csvHash'>) =>
  ({ actor: 'system', subject: `edition:${period}`, detail: { number, askedBy, figures, contentHash, csvHash } })
