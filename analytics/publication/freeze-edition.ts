import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { writeAudit } from '../../access/audit-log.ts'
import { toDayRange, toHanoiDay, type DayRange } from '../../contract/period.ts'
import type { DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { selectCellsInRange } from '../queries/cells-in-range.ts'
import { computeEdition, type ComputeDeps } from './compute-edition.ts'
import { countFacts, readInputMark } from './edition-inputs.ts'
import { closeEdition, endTurn, findEdition, findPublished, isBuilt, keepTurn, listUnfinished, markReady, replaceBuild, takeTurn, type BuiltEdition, type Edition } from './edition-table.ts'
import { reviewEdition } from './guards/review-edition.ts'
import { publishEdition } from './publish-edition.ts'
import type { SigningKeys } from './signing-keys.ts'

export interface FreezeDeps extends Omit<ComputeDeps, 'onProgress'> {
  record: RecordStore
  dirtyDays: DirtyDays
  signingKeys: SigningKeys
  demo: boolean
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
const CELLS_AT_ONCE = 4_000

/**
 * Takes every edition that somebody has asked for, or that was broken off, to its end. May run twice, and beside itself. What fails is
 * noted in its edition and tried again the next time. Answers how many were published.
 */
export async function freezeEditions(deps: FreezeDeps): Promise<number> {
  let frozen = 0
  for (const edition of await listUnfinished(deps.record, new Date(deps.clock()))) {
    const until = () => new Date(deps.clock() + TURN_MS)
    if (!await takeTurn(deps.record, edition.id, { now: new Date(deps.clock()), until: until() })) continue
    let failure: string | null = null
    try {
      if (await finish(deps, edition, () => keepTurn(deps.record, edition.id, until()))) frozen += 1
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
 * 1. all that is stored is counted (for a revision also what came late), figures are computed and stored;
 * 2. in one transaction the month is closed with them: from here on facts of the month are late;
 * 3. when all processes have heard so, what came in between is counted;
 * 4. only if that changed anything are the figures computed once more; facts that come now are late and change nothing;
 * 5. the guards look at them, and the edition waits for a second person;
 * 6. approved, and at its hour, its files are made and signed and it is frozen: public.
 * Until 2 nothing has happened; from 2 on every step can be repeated.
 */
async function finish(deps: FreezeDeps, edition: Edition, onProgress: () => Promise<void>): Promise<boolean> {
  const { record, clock } = deps
  if (edition.state === 'closed' && edition.readyAt && isBuilt(edition)) {
    return edition.publishAt !== null && Date.parse(edition.publishAt) <= clock() && await publishEdition({ ...deps, onProgress }, edition)
  }
  const days = toDayRange(edition.period)
  if (!days) throw new Error(`"${edition.period}" is no period`)
  const ready = await prepare(deps, edition, days, onProgress)
  if (!ready) return false
  const checks = await reviewEdition(deps, ready, days)
  await record.transaction(async (session) => {
    if (!await markReady(session, ready, checks, new Date(clock()))) return
    await writeAudit(session, { ...toAudit(ready, ready), action: 'edition.ready', detail: { number: ready.number, findings: checks.findings.map(({ id, severity, count }) => ({ id, severity, count })) } })
  })
  return false
}

/** Takes an edition to where its figures no longer move; null when another process has done so. */
async function prepare(deps: FreezeDeps, { period, kind }: Edition, days: DayRange, onProgress: () => Promise<void>): Promise<BuiltEdition | null> {
  const { record, warehouse, clock, untilAllHaveHeard = () => sleep(HEARD_AFTER_MS) } = deps
  const before = await findPublished(record, period)
  const compute = () => computeEdition({ ...deps, onProgress }, period, { before, kind })
  const asked = await findEdition(record, period)
  if (asked?.state === 'asked') {
    if (before) await takeUpLateFacts(deps, days)
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
    if (closed?.state !== 'closed' || !isBuilt(closed)) return null
    if (closed.inputMark === await readInputMark(warehouse, period, days)) return closed
    await replaceBuild(record, closed, await compute())
    await onProgress()
  }
  throw new Error(`The tree or the facts of ${period} changed each time the figures were computed.`)
}

/** Facts that came after the publication are stored and marked nothing: for a revision every cell of the month is counted afresh. */
async function takeUpLateFacts({ warehouse, dirtyDays, clock }: FreezeDeps, days: DayRange): Promise<void> {
  const cells = await selectCellsInRange(warehouse, { ...days, today: toHanoiDay(clock()), unitCode: null })
  for (const kind of ['ratings', 'dossiers', 'offers', 'surveys'] as const) {
    const ofKind = cells.filter((it) => it.kind === kind)
    for (let start = 0; start < ofKind.length; start += CELLS_AT_ONCE) await dirtyDays.mark(kind, ofKind.slice(start, start + CELLS_AT_ONCE))
  }
}

const toAudit = ({ period, number, askedBy }: Edition, { figures, contentHash, csvHash }: Pick<Edition, 'figures' | 'contentHash' | 'csvHash'>) =>
  ({ actor: 'system', subject: `edition:${period}`, detail: { number, askedBy, figures, contentHash, csvHash } })
