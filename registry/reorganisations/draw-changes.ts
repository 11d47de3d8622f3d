import type { ReorganisationPreview } from '../../contract/reorganisation.ts'
import type { Counter, Unit } from '../../contract/unit.ts'
import type { PlannedTree } from './planned-tree.ts'

type Change = ReorganisationPreview['changes'][number]

const toUnitState = ({ parentCode, nameVi, nameEn, kind, validFrom, validTo, successorCode }: Unit) => ({ parentCode, nameVi, nameEn, kind, validFrom, validTo, successorCode })
const toCounterState = ({ centreCode, nameVi, nameEn, validFrom, validTo }: Counter) =>
  ({ parentCode: centreCode, nameVi, nameEn, kind: null, validFrom, validTo, successorCode: null })

/** The changes of a planned tree as they are shown; a stretch that is removed is shown with what its unit ends as. */
export function drawChanges(tree: PlannedTree): Change[] {
  const { unit, counter } = tree.changes()
  const draw = <Row extends Unit | Counter>(what: Change['what'], { before, after }: { before: Row | null; after: Row | null }, ends: Row | undefined, toState: (row: Row) => Change['after']): Change[] => {
    const shown = after ?? ends
    return shown ? [{ what, code: shown.code, before: before && toState(before), after: toState(shown) }] : []
  }
  return [
    ...unit.flatMap((it) => draw('unit', it, tree.unit.of((it.before ?? it.after)?.code ?? '').at(-1), toUnitState)),
    ...counter.flatMap((it) => draw('counter', it, tree.counter.of((it.before ?? it.after)?.code ?? '').at(-1), toCounterState)),
  ]
}
