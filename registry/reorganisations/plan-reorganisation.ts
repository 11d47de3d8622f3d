import type { Reorganisation } from '../../contract/reorganisation.ts'
import type { Unit } from '../../contract/unit.ts'
import { AppError } from '../../platform/errors.ts'
import { changeFrom, endOn } from '../history.ts'
import { OPEN_END, stretchOn, type Stretch } from '../stretch.ts'
import { breachOfKind } from '../unit-rules.ts'
import type { PlannedTree } from './planned-tree.ts'

type Of<Kind extends Reorganisation['kind']> = Extract<Reorganisation, { kind: Kind }>

export const refuse = (pointer: string, value: unknown, rule: string) =>
  new AppError('invalid-request', `The reorganisation breaks a rule: ${pointer} ${rule}`, { errors: [{ pointer, value, rule, message: rule }] })

/** Where the request names what a rule about a row is about. */
const POINTERS: Record<Reorganisation['kind'], string> = { rename: '/unitKind', move: '/toCode', merge: '/into/code', split: '/parts', close: '/successorCode' }

/** Carries a reorganisation out on a planned tree; throws 422 with the part of the request that breaks a rule. */
export function planReorganisation(tree: PlannedTree, request: Reorganisation): void {
  if (request.validFrom >= OPEN_END) throw refuse('/validFrom', request.validFrom, `before ${OPEN_END}`)
  switch (request.kind) {
    case 'rename': rename(tree, request); break
    case 'move': move(tree, request); break
    case 'merge': merge(tree, request); break
    case 'split': split(tree, request); break
    case 'close': close(tree, request); break
  }
  const breach = tree.breach()
  if (breach) throw refuse(POINTERS[request.kind], breach.code, breach.rule)
  const { unit, counter } = tree.changes()
  if (unit.length + counter.length === 0) throw refuse('/kind', request.kind, 'something that would change; all this is so already')
}

function unitOn(tree: PlannedTree, code: string, day: string, pointer: string): Unit {
  const unit = stretchOn(tree.unit.of(code), day)
  if (!unit) throw refuse(pointer, code, `a unit that is there on ${day}`)
  return unit
}

function belowCountry(unit: Unit, pointer: string): Unit {
  if (unit.parentCode === null) throw refuse(pointer, unit.code, 'a unit below the country')
  return unit
}

/** What ends on a day was there the day before: histories without a day are none. */
function mustHaveBegun(history: readonly Stretch[], code: string, day: string, pointer: string): void {
  if (!history.some((it) => it.validFrom < day && (it.validTo === null || it.validTo >= day))) throw refuse(pointer, code, `begun before ${day}`)
}

function endUnit(tree: PlannedTree, code: string, day: string, successorCode: string | null, pointer: string): void {
  mustHaveBegun(tree.unit.of(code), code, day, pointer)
  tree.setUnit(code, endOn<Unit>(tree.unit.of(code), day, { successorCode }))
}

function requireNewCode(tree: PlannedTree, code: string, pointer: string): void {
  if (tree.units.has(code) || tree.counters.has(code)) throw refuse(pointer, code, 'a code that nothing has or ever had')
}

function rename(tree: PlannedTree, { unitCode, nameVi, nameEn = nameVi, unitKind, validFrom }: Of<'rename'>): void {
  const unit = unitOn(tree, unitCode, validFrom, '/unitCode')
  if (unitKind && (unitKind === 'country') !== (unit.parentCode === null)) throw refuse('/unitKind', unitKind, 'only what has no parent is a country')
  const history = changeFrom(tree.unit.of(unitCode), validFrom, { nameVi, nameEn, ...(unitKind ? { kind: unitKind } : {}) })
  const counters = [...tree.counters.values()].flat()
  for (const row of unitKind ? history : []) {
    const breach = breachOfKind(counters, row)
    if (breach) throw refuse('/unitKind', unitKind, breach.rule)
  }
  tree.setUnit(unitCode, history)
}

function move(tree: PlannedTree, { unitCodes, counterCodes, toCode, validFrom }: Of<'move'>): void {
  if (unitCodes.length + counterCodes.length === 0) throw refuse('/unitCodes', undefined, 'at least one unit or counter')
  moveInto(tree, toCode, { unitCodes, counterCodes, day: validFrom, pointer: '', toPointer: '/toCode' })
}

function moveInto(
  tree: PlannedTree, toCode: string, { unitCodes, counterCodes, day, pointer, toPointer }: { unitCodes: string[]; counterCodes: string[]; day: string; pointer: string; toPointer: string },
): void {
  const to = unitOn(tree, toCode, day, toPointer)
  if (counterCodes.length > 0 && to.kind !== 'centre') throw refuse(toPointer, toCode, 'a centre, for counters to move into')
  unitCodes.forEach((code, index) => {
    belowCountry(unitOn(tree, code, day, `${pointer}/unitCodes/${index}`), `${pointer}/unitCodes/${index}`)
    tree.setUnit(code, changeFrom(tree.unit.of(code), day, { parentCode: toCode }))
  })
  counterCodes.forEach((code, index) => {
    if (!stretchOn(tree.counter.of(code), day)) throw refuse(`${pointer}/counterCodes/${index}`, code, `a counter that is there on ${day}`)
    tree.setCounter(code, changeFrom(tree.counter.of(code), day, { centreCode: toCode }))
  })
}

function merge(tree: PlannedTree, { unitCodes, into, validFrom }: Of<'merge'>): void {
  if (unitCodes.includes(into.code)) throw refuse('/into/code', into.code, 'none of the units that end; name only the others to be merged into it')
  if (new Set(unitCodes).size < unitCodes.length) throw refuse('/unitCodes', undefined, 'each unit once')
  const kind = tree.units.has(into.code) ? existingTarget(tree, into, validFrom) : makeTarget(tree, into, validFrom)
  unitCodes.forEach((code, index) => {
    const unit = belowCountry(unitOn(tree, code, validFrom, `/unitCodes/${index}`), `/unitCodes/${index}`)
    if (unit.kind !== kind) throw refuse(`/unitCodes/${index}`, code, `of the same kind as what it is merged into, ${kind}`)
    mustHaveBegun(tree.unit.of(code), code, validFrom, `/unitCodes/${index}`)
  })
  for (const code of unitCodes) tree.moveContents(code, into.code, validFrom)
  unitCodes.forEach((code, index) => endUnit(tree, code, validFrom, into.code, `/unitCodes/${index}`))
}

/** One that is there is named by its code; what else is said of it must be so. */
function existingTarget(tree: PlannedTree, { code, ...said }: Of<'merge'>['into'], day: string): Unit['kind'] {
  const unit = unitOn(tree, code, day, '/into/code')
  for (const [field, value] of Object.entries(said)) {
    if (value !== unit[field as keyof typeof said]) throw refuse(`/into/${field}`, value, `as it is (${unit[field as keyof typeof said]}); rename and move are reorganisations of their own`)
  }
  return unit.kind
}

function makeTarget(tree: PlannedTree, { code, kind, parentCode, nameVi, nameEn }: Of<'merge'>['into'], day: string): Unit['kind'] {
  requireNewCode(tree, code, '/into/code')
  if (nameVi === undefined) throw refuse('/into/nameVi', undefined, 'a name, since this unit is new')
  if (kind === undefined || kind === 'country') throw refuse('/into/kind', kind, 'a kind below the country, since this unit is new')
  if (parentCode === undefined) throw refuse('/into/parentCode', undefined, 'a parent, since this unit is new')
  unitOn(tree, parentCode, day, '/into/parentCode')
  tree.setUnit(code, [{ code, parentCode, kind, nameVi, nameEn: nameEn ?? nameVi, validFrom: day, validTo: null, successorCode: null }])
  return kind
}

const DEEPEST = 64

function liesWithin(tree: PlannedTree, unitCode: string, above: string, day: string): boolean {
  let at: string | null = unitCode
  for (let steps = 0; at !== null && steps < DEEPEST; steps += 1) {
    if (at === above) return true
    at = stretchOn(tree.unit.of(at), day)?.parentCode ?? null
  }
  return false
}

function split(tree: PlannedTree, { unitCode, parts, closes, validFrom }: Of<'split'>): void {
  const unit = belowCountry(unitOn(tree, unitCode, validFrom, '/unitCode'), '/unitCode')
  const assigned = new Set<string>()
  const check = (code: string, pointer: string, centreCode = code) => {
    if (assigned.has(code)) throw refuse(pointer, code, 'in one part only')
    assigned.add(code)
    if (code === unitCode || !liesWithin(tree, centreCode, unitCode, validFrom)) throw refuse(pointer, code, `within ${unitCode}`)
  }
  parts.forEach((part, number) => {
    requireNewCode(tree, part.code, `/parts/${number}/code`)
    part.unitCodes.forEach((code, index) => {
      unitOn(tree, code, validFrom, `/parts/${number}/unitCodes/${index}`)
      check(code, `/parts/${number}/unitCodes/${index}`)
    })
    part.counterCodes.forEach((code, index) => {
      const counter = stretchOn(tree.counter.of(code), validFrom)
      if (!counter) throw refuse(`/parts/${number}/counterCodes/${index}`, code, `a counter that is there on ${validFrom}`)
      check(code, `/parts/${number}/counterCodes/${index}`, counter.centreCode)
    })
    const { code, nameVi, nameEn = nameVi, kind = unit.kind } = part
    if (kind === 'country') throw refuse(`/parts/${number}/kind`, kind, 'a kind below the country')
    tree.setUnit(code, [{ code, parentCode: unit.parentCode, kind, nameVi, nameEn, validFrom, validTo: null, successorCode: null }])
  })
  parts.forEach(({ code, unitCodes, counterCodes }, number) =>
    moveInto(tree, code, { unitCodes, counterCodes, day: validFrom, pointer: `/parts/${number}`, toPointer: `/parts/${number}/kind` }))
  if (!closes) return
  const [first] = parts
  if (!first) throw refuse('/parts', undefined, 'at least one part')
  tree.moveContents(unitCode, first.code, validFrom)
  endUnit(tree, unitCode, validFrom, first.code, '/unitCode')
}

function close(tree: PlannedTree, { unitCode, counterCode, successorCode: successor, validFrom }: Of<'close'>): void {
  const successorCode = successor ?? null
  if ((unitCode === undefined) === (counterCode === undefined)) throw refuse('/unitCode', unitCode, 'either a unit or a counter')
  if (counterCode !== undefined) {
    if (successorCode !== null) throw refuse('/successorCode', successorCode, 'nothing, since only units have successors')
    if (!stretchOn(tree.counter.of(counterCode), validFrom)) throw refuse('/counterCode', counterCode, `a counter that is there on ${validFrom}`)
    mustHaveBegun(tree.counter.of(counterCode), counterCode, validFrom, '/counterCode')
    tree.setCounter(counterCode, endOn(tree.counter.of(counterCode), validFrom))
    return
  }
  if (unitCode === undefined) return
  belowCountry(unitOn(tree, unitCode, validFrom, '/unitCode'), '/unitCode')
  if (successorCode !== null) unitOn(tree, successorCode, validFrom, '/successorCode')
  const contents = tree.contentsOf(unitCode, validFrom)
  if (contents.length > 0) throw refuse('/unitCode', unitCode, `a unit that holds nothing from ${validFrom} on; ${contents.slice(0, 5).join(', ')}${contents.length > 5 ? ' …' : ''} must move or close first`)
  endUnit(tree, unitCode, validFrom, successorCode, '/unitCode')
}
