import type { UnitKind } from '../../../../contract/unit.ts'

/** A place that something is done with. */
export interface ChosenPlace { code: string, name: string, nameEn: string, kind: UnitKind | 'counter', parentCode: string | null }

/** What can be done from a place's pane; each has its dialog. `counters` are those picked out of a centre's list. */
export type PlaceAct =
  | { act: 'add-unit' | 'add-counter' | 'rename' | 'move' | 'merge' | 'split' | 'close', place: ChosenPlace }
  | { act: 'edit-counter', place: ChosenPlace }
  | { act: 'move-counters', place: ChosenPlace, counters: readonly ChosenPlace[] }
