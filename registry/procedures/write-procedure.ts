import { hasOneLimit, ONE_LIMIT_RULE, type Procedure, type ProcedureChange } from '../../contract/procedure.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'
import { createStretchPlan, type StretchPlan } from '../imports/stretch-plan.ts'
import type { PlaceIndex } from '../place-index.ts'
import { lockRegistry } from '../registry-version.ts'
import { stretchOn } from '../stretch.ts'
import { readStretches } from '../stretch-table.ts'
import { writeChanges } from '../write-changes.ts'
import { procedureTable } from './procedure-table.ts'

const breach = (field: string, value: unknown, rule: string) =>
  new AppError('invalid-request', `The procedure breaks a rule: /${field} ${rule}`, { errors: [{ pointer: `/${field}`, value, rule, message: `${String(value)}: ${rule}.` }] })

/** Throws 422 when a row does not fit the history of its code. */
function put(plan: StretchPlan<Procedure>, row: Procedure): void {
  if (row.validTo !== null && row.validTo <= row.validFrom) throw breach('validTo', row.validTo, 'validTo is after validFrom')
  const broken = plan.put(row, () => null)
  if (broken) throw breach(broken.column, row[broken.column as keyof Procedure], broken.rule)
}

/** A limit that is given in one measure takes the place of one in the other. */
function applyChange(before: Procedure, { validFrom, validTo, ...given }: ProcedureChange): Procedure {
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Procedure>
  if (typeof said.limitHours === 'number') said.limitWorkingDays ??= null
  if (typeof said.limitWorkingDays === 'number') said.limitHours ??= null
  const after = { ...before, ...said, validFrom, validTo: validTo === undefined ? before.validTo : validTo }
  if (!hasOneLimit(after)) throw breach('limitHours', after.limitHours, ONE_LIMIT_RULE)
  return after
}

/** Makes and changes procedures, each with its line in the audit log; in force in this process when the promise resolves. */
export function createProcedureWriter({ record, places }: { record: RecordStore; places: PlaceIndex }) {
  const change = async (code: string, actor: string, action: string, work: (plan: StretchPlan<Procedure>) => void): Promise<Procedure[]> => {
    const stretches = await record.transaction(async (session: RecordSession) => {
      await lockRegistry(session)
      const plan = createStretchPlan(await readStretches(session, procedureTable, [code]))
      work(plan)
      await writeChanges(session, procedureTable, plan.changes(), { actor, action, subject: `procedure:${code}` })
      return [...plan.of(code)]
    })
    await places.reload()
    return stretches
  }
  return {
    /** A procedure from a day on. Throws 409 when its code is there, 422 when it breaks a rule. */
    create: (row: Procedure, actor: string) => change(row.code, actor, 'procedure.create', (plan) => {
      if (plan.has(row.code)) throw new AppError('conflict', `${row.code} is there already; change it from a day on instead.`)
      put(plan, row)
    }),

    /** Changes a procedure from a day on. Throws 404 and 422. */
    update: (code: string, asked: ProcedureChange, actor: string) => change(code, actor, 'procedure.update', (plan) => {
      if (!plan.has(code)) throw new AppError('not-found', `There is no procedure ${code}.`)
      const before = stretchOn(plan.of(code), asked.validFrom)
      if (!before) throw breach('validFrom', asked.validFrom, 'a day on which the procedure is there')
      if (before.validFrom !== asked.validFrom) put(plan, { ...before, validTo: asked.validFrom })
      put(plan, applyChange(before, asked))
    }),
  }
}
export type ProcedureWriter = ReturnType<typeof createProcedureWriter>
