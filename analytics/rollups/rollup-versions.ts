import { z } from 'zod'
import type { Clock } from '../../platform/clock.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { DOSSIER_DAILY } from './dossier-daily.ts'
import { OFFER_DAILY } from './offer-daily.ts'
import { RATING_DAILY } from './rating-daily.ts'
import type { RollupDefinition } from './rollup.ts'
import { SURVEY_DAILY } from './survey-daily.ts'
import { DOSSIER_UNITS, OFFER_UNITS, RATING_UNITS, SURVEY_UNITS } from './unit-rollups.ts'

/** The version of a rollup that was made before versions were remembered. */
const FIRST_VERSION = 1
const versions = defineQuery<Record<string, never>, { rollup: string; version: number }>({
  name: 'rollup-versions', lane: 'job', sql: 'SELECT rollup, version FROM rollup_versions FINAL', row: z.object({ rollup: z.string(), version: z.number() }),
})

/** A rollup whose cells were made by another version of its definition than the present one. */
export type ChangedRollup = Pick<RollupDefinition, 'table' | 'version'> & { madeBy: number }

/** The rollups whose definition is no longer the one that made them. */
export async function findChangedRollups(
  warehouse: Warehouse, rollups: readonly Pick<RollupDefinition, 'table' | 'version'>[] = [RATING_DAILY, DOSSIER_DAILY, OFFER_DAILY, SURVEY_DAILY, RATING_UNITS, DOSSIER_UNITS, OFFER_UNITS, SURVEY_UNITS],
): Promise<ChangedRollup[]> {
  const made = new Map((await warehouse.select(versions, {})).map((it) => [it.rollup, it.version]))
  return rollups.map(({ table, version }) => ({ table, version, madeBy: made.get(table) ?? FIRST_VERSION })).filter((it) => it.madeBy !== it.version)
}

/** Remembers that these are being made by their present definition from now on. */
export const noteRollupVersions = ({ warehouse, clock }: { warehouse: Warehouse; clock: Clock }, rollups: readonly ChangedRollup[]): Promise<void> =>
  warehouse.insert('rollup_versions', ['rollup', 'version', 'noted_at'], rollups.map((it) => [it.table, it.version, new Date(clock()).toISOString()]))
