import type { ProgressColumn, ProgressCut } from '../../../contract/dossier-progress.ts'

/** The list of exactly the dossiers behind a count; narrowed to one row of a cut where one is named. */
export const toDossiersOf = (unit: string | undefined, progress: ProgressColumn, cut: Partial<Record<ProgressCut, string>> = {}) => ({ name: 'dossiers', query: { unit, progress, ...cut } })
