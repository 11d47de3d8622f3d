import type { ImportKind } from '../../contract/import.ts'
import { counterImport } from './counter-import.ts'
import { unitImport } from './unit-import.ts'

/** The kinds of files this version takes; a new kind is a file beside these and a line here. */
export const importDefinitions = { units: unitImport, counters: counterImport }

export type TakenKind = keyof typeof importDefinitions

export const isTakenKind = (kind: ImportKind | string): kind is TakenKind => kind in importDefinitions
