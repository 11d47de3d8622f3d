import { createHash, randomUUID } from 'node:crypto'
import { writeAudit } from '../../access/audit-log.ts'
import type { Reorganisation, ReorganisationRow } from '../../contract/reorganisation.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'
import type { StretchChange } from '../history.ts'
import type { PlaceIndex } from '../place-index.ts'
import type { Writer } from '../place-edits.ts'
import { lockRegistry } from '../registry-version.ts'
import { counterTable, readStretches, unitTable, type StretchRow } from '../stretch-table.ts'
import { writeForward } from '../unit-forwards.ts'
import { writeChanges } from '../write-changes.ts'
import { findAltered, findObstacle, madeUnits } from './find-obstacle.ts'
import { namedCodes, planWithin } from './plan-within.ts'
import { createPlannedTree, type TreeChanges } from './planned-tree.ts'
import { findByContent, findById, insertReorganisation, listBefore, markUndone, readClosedAfter, readCountersAround, readHeldUnits, type StoredReorganisation } from './reorganisation-table.ts'

const toHash = (request: Reorganisation) => createHash('sha256').update(JSON.stringify(request)).digest('hex')

const reversed = <Row extends StretchRow>(changes: readonly StretchChange<Row>[]) => changes.map(({ before, after }): StretchChange<Row> => ({ before: after, after: before }))

const LISTED_AT_ONCE = 200

/** Changes of the tree that belong together, and their undoing; each in one transaction with what the audit log says of it. */
export function createReorganisations({ record, places, clock }: { record: RecordStore; places: PlaceIndex; clock: Clock }) {
  const toRow = (it: StoredReorganisation, mayUndo: boolean): ReorganisationRow => ({
    id: it.id, kind: it.kind, request: it.request, madeAt: it.madeAt, actor: it.actor, actorName: it.actorName,
    changes: it.changes.unit.length + it.changes.counter.length, undoneAt: it.undoneAt, mayUndo,
  })

  async function writeTree(session: RecordSession, changes: TreeChanges, { id, actor, action }: { id: string; actor: string; action: string }): Promise<void> {
    const author = { actor, action, subject: `reorganisation:${id}` }
    await writeChanges(session, unitTable, changes.unit, author)
    await writeChanges(session, counterTable, changes.counter, author)
  }

  /** What stands in the way of undoing it, with the histories of these moments. */
  const obstacleOf = async (session: RecordSession, it: StoredReorganisation, histories: Pick<Parameters<typeof findObstacle>[1], 'units' | 'counters'>) => {
    const made = madeUnits(histories.units, it.changes).map((unit) => unit.code)
    return findObstacle(it.changes, { ...histories, closedLater: await readClosedAfter(session, it.seq), heldUnits: await readHeldUnits(session, made) })
  }

  return {
    /**
     * Makes a reorganisation. The same content sent again is the same reorganisation, as long as it is in force. Throws 422 with the
     * part that breaks a rule, 403 where something touched does not lie in the writer's unit.
     */
    make: async (request: Reorganisation, { actor, unitCode }: Writer): Promise<ReorganisationRow> => {
      const id = await record.transaction(async (session) => {
        await lockRegistry(session)
        const units = await readStretches(session, unitTable)
        const same = await findByContent(session, toHash(request))
        if (same) {
          const inForce = findAltered(units, same.changes.unit) === null
            && findAltered(await readStretches(session, counterTable, same.changes.counter.map((it) => (it.before ?? it.after)?.code ?? '')), same.changes.counter) === null
          if (inForce && (unitCode === null || isVisibleIn(same.changes, (code) => code !== null && places.isWithin(code, unitCode)))) return same.id
        }
        const tree = createPlannedTree({ units, counters: await readCountersAround(session, namedCodes(request)) })
        planWithin(tree, request, unitCode)
        const [made, changes] = [randomUUID(), tree.changes()]
        await insertReorganisation(session, { id: made, request, contentHash: toHash(request), madeAt: new Date(clock()), actor, changes })
        await writeAudit(session, { actor, action: 'reorganisation.make', subject: `reorganisation:${made}`, detail: { request } })
        await writeTree(session, changes, { id: made, actor, action: 'reorganisation.change' })
        return made
      })
      await places.reload()
      const stored = await findById(record, id)
      if (!stored) throw new Error(`reorganisation ${id} was written and is not there`)
      return toRow(stored, (await obstacleOf(record, stored, places.histories())) === null)
    },

    /** Those before a number, the newest first, of which `isVisible` says so. */
    list: async ({ before, limit, isVisible }: { before: number; limit: number; isVisible(changes: TreeChanges): boolean }): Promise<{ row: ReorganisationRow; seq: number }[]> => {
      const found: StoredReorganisation[] = []
      for (let at = before; found.length < limit;) {
        const some = await listBefore(record, at, LISTED_AT_ONCE)
        found.push(...some.filter((it) => isVisible(it.changes)))
        if (some.length < LISTED_AT_ONCE) break
        at = some.at(-1)?.seq ?? 0
      }
      const rows: { row: ReorganisationRow; seq: number }[] = []
      for (const it of found.slice(0, limit)) {
        const mayUndo = it.undoneAt === null && (await obstacleOf(record, it, places.histories())) === null
        rows.push({ row: toRow(it, mayUndo), seq: it.seq })
      }
      return rows
    },

    find: (id: string): Promise<StoredReorganisation | null> => findById(record, id),

    /** Restores what a reorganisation replaced, to the letter. Undoing twice is harmless; throws 409 when something builds on it. */
    undo: async (id: string, { actor }: Writer): Promise<void> => {
      await record.transaction(async (session) => {
        await lockRegistry(session)
        const it = await findById(session, id)
        if (!it || it.undoneAt !== null) return
        const units = await readStretches(session, unitTable)
        const made = madeUnits(units, it.changes)
        const touched = it.changes.counter.map(({ before, after }) => (before ?? after)?.code ?? '')
        const counters = await readCountersAround(session, { units: made.map((unit) => unit.code), counters: touched })
        const obstacle = await obstacleOf(session, it, { units, counters })
        if (obstacle) throw new AppError('conflict', `This reorganisation cannot be undone: ${obstacle}`)
        await markUndone(session, { id, at: new Date(clock()), actor })
        // What has come under the code of a part meanwhile belongs to the whole; of a merger nobody can say to whom.
        for (const unit of made) {
          const toCode = it.request.kind === 'split' ? it.request.unitCode : unit.parentCode
          if (toCode !== null) await writeForward(session, { code: unit.code, toCode, reorganisationId: id })
        }
        await writeAudit(session, { actor, action: 'reorganisation.undo', subject: `reorganisation:${id}`, detail: { request: it.request } })
        await writeTree(session, { unit: reversed(it.changes.unit), counter: reversed(it.changes.counter) }, { id, actor, action: 'reorganisation.change' })
      })
      await places.reload()
    },
  }
}
export type Reorganisations = ReturnType<typeof createReorganisations>

/** Whether all that was touched lies in what somebody reaches; what it made lies there with what it lies in. */
export function isVisibleIn({ unit, counter }: TreeChanges, includesUnit: (code: string | null) => boolean): boolean {
  const made = new Set(unit.flatMap(({ before, after }) => (before === null && after ? [after.code] : [])))
  const above = [
    ...unit.flatMap(({ before, after }) => [before, after].flatMap((it) => (it ? [it.parentCode] : []))),
    ...counter.flatMap(({ before, after }) => [before, after].flatMap((it) => (it ? [it.centreCode] : []))),
  ]
  return above.every((code) => (code !== null && made.has(code)) || includesUnit(code))
}
