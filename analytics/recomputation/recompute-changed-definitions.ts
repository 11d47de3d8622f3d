import type { Logger } from 'pino'
import type { Clock } from '../../platform/clock.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { selectFactDays } from '../queries/cells-in-range.ts'
import { findChangedRollups, noteRollupVersions } from '../rollups/rollup-versions.ts'
import type { RollupDefinition } from '../rollups/rollup.ts'
import type { Recomputations } from './recomputations.ts'

interface Deps {
  warehouse: Warehouse
  recomputations: Recomputations
  clock: Clock
  logger: Logger
  rollups?: readonly Pick<RollupDefinition, 'table' | 'version'>[]
}

/** The name under which recomputations stand that nobody asked for. */
export const DEFINITION_CHANGED = 'system:definition-changed'

/**
 * At the start: has everything counted afresh where a rollup was made by another version of its definition, published months too: what the
 * older definition counted is no longer there, while what was published stands in its edition (decision 29). The run is written down before
 * the new version is, so that a kill in between asks once more and forgets nothing. Answers the run's id, null where nothing has changed.
 */
export async function recomputeChangedDefinitions({ warehouse, recomputations, clock, logger, rollups }: Deps): Promise<string | null> {
  const changed = await findChangedRollups(warehouse, rollups)
  if (changed.length === 0) return null
  const days = await selectFactDays(warehouse)
  const id = days && await recomputations.ask({ from: days.first, to: days.end }, { actor: DEFINITION_CHANGED, publishedToo: true })
  await noteRollupVersions({ warehouse, clock }, changed)
  if (id) logger.info({ changed, ...days, recomputation: id }, 'definitions have changed: all is counted afresh')
  return id
}
