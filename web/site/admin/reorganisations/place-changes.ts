import type { ReorganisationPreview } from '../../../../contract/reorganisation.ts'
import { groupBy } from '../../figures/group-by.ts'

type Change = ReorganisationPreview['changes'][number]
type State = Change['after']

/** What becomes of one place: it begins, ends, or goes on with another name, kind or place in the tree. */
export interface PlaceChange {
  what: Change['what']
  code: string
  did: readonly ('begins' | 'ends' | 'renamed' | 'recast' | 'moved')[]
  before: State | null
  after: State | null
  successorCode: string | null
}

const isSameName = (one: State, other: State) => one.nameVi === other.nameVi && one.nameEn === other.nameEn

function compare(before: State | null, after: State | null): PlaceChange['did'] {
  if (!before) return ['begins']
  if (!after) return ['ends']
  return [
    ...(isSameName(before, after) ? [] : ['renamed' as const]),
    ...(before.kind === after.kind ? [] : ['recast' as const]),
    ...(before.parentCode === after.parentCode ? [] : ['moved' as const]),
    ...(after.validTo !== null && before.validTo !== after.validTo ? ['ends' as const] : []),
  ]
}

/** The states of one place around the day: the stretch that ends there and the one that begins, or is corrected, there. */
function statesOf(changes: readonly Change[], validFrom: string): { before: State | null, after: State | null } {
  const ending = changes.find(({ before, after }) => before && after.validTo === validFrom && before.validTo !== validFrom)
  const beginning = changes.find(({ after }) => after.validFrom === validFrom)
  if (ending) return { before: ending.before, after: beginning?.after ?? null }
  const first = beginning ?? changes[0]
  return { before: first?.before ?? null, after: first?.after ?? null }
}

/** What a preview changes, place by place: units before counters, what ends before what begins, in the order of the server. */
export function toPlaceChanges({ changes }: Pick<ReorganisationPreview, 'changes'>, validFrom: string): PlaceChange[] {
  const byPlace = groupBy(changes, ({ what, code }) => `${what} ${code}`)
  const places = [...byPlace.values()].flatMap((ofPlace): PlaceChange[] => {
    const [{ what, code }] = ofPlace as [Change]
    const { before, after } = statesOf(ofPlace, validFrom)
    const did = compare(before, after)
    const successorCode = ofPlace.map((it) => it.after.successorCode).find((it) => it !== null) ?? null
    return did.length === 0 ? [] : [{ what, code, did, before, after, successorCode }]
  })
  const weight = ({ what, did }: PlaceChange) => (what === 'unit' ? 0 : 10) + (did.includes('ends') ? 0 : did.includes('begins') ? 1 : 2)
  return places.sort((one, other) => weight(one) - weight(other))
}

/** How many units and counters begin, end, move and so on. */
export function countChanges(places: readonly PlaceChange[]) {
  const count = (what: PlaceChange['what'], did: PlaceChange['did'][number]) => places.filter((it) => it.what === what && it.did.includes(did)).length
  return {
    unitsEnd: count('unit', 'ends'), unitsBegin: count('unit', 'begins'), unitsMoved: count('unit', 'moved'),
    unitsRenamed: count('unit', 'renamed'), unitsRecast: count('unit', 'recast'),
    countersEnd: count('counter', 'ends'), countersBegin: count('counter', 'begins'), countersMoved: count('counter', 'moved'),
  }
}
