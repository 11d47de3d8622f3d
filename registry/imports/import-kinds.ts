import type { Right } from '../../contract/access.ts'
import type { ImportKind } from '../../contract/import.ts'
import { officialImport } from '../officials/official-import.ts'
import { counterImport } from './counter-import.ts'
import type { OpenImport } from './imports.ts'
import { procedureImport } from './procedure-import.ts'
import { unitImport } from './unit-import.ts'

/** The kinds of files whose rows go into the registry. */
export const registryImports = { units: unitImport, counters: counterImport, procedures: procedureImport, officials: officialImport }

/** The kinds whose rows are facts; what they do is given by the room of facts. Resolves when the rows are counted. */
export interface FactImports {
  ratings(open: OpenImport): Promise<void>
  dossiers(open: OpenImport): Promise<void>
  measures(open: OpenImport): Promise<void>
}

/** The kinds whose rows go into the registry by a way of their own. */
export type OwnImports = Partial<Record<ImportKind, (open: OpenImport) => Promise<void>>>

const MIB = 1024 * 1024

/** Who may send which kind of file, and how large it may be; `country` where the rows belong to no unit. */
export const importRules: Readonly<Record<ImportKind, { right: Right; maxBytes: number; country?: true }>> = {
  units: { right: 'registry:write', maxBytes: 20 * MIB },
  counters: { right: 'registry:write', maxBytes: 20 * MIB },
  procedures: { right: 'registry:write', maxBytes: 20 * MIB, country: true },
  officials: { right: 'registry:write', maxBytes: 20 * MIB },
  devices: { right: 'registry:write', maxBytes: 20 * MIB },
  ratings: { right: 'ratings:write', maxBytes: 16 * 1024 * MIB },
  dossiers: { right: 'dossiers:write', maxBytes: 16 * 1024 * MIB },
  measures: { right: 'measures:write', maxBytes: 200 * MIB },
}
