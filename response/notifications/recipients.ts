import { z } from 'zod'
import { IS_USABLE, ASSIGNED_ACCOUNTS, ROLE, UNIT_CODE } from '../../access/account-rows.ts'
import { role, type Role } from '../../contract/role.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'

/** Who is told of something; `unitCode` is theirs. */
export interface Recipient { id: string; name: string; role: Role; unitCode: string | null }

const row = z.object({ id: z.string(), name: z.string(), role, unit_code: z.string().nullable() })
  .transform((it): Recipient => ({ id: it.id, name: it.name, role: it.role, unitCode: it.unit_code }))

/** Finds who answers for a unit: those of the roles asked for at the unit itself, else at the nearest one above it where there are any. */
export function createRecipients({ record, places, clock }: { record: RecordStore; places: Pick<PlaceIndex, 'pathOf'>; clock: Clock }) {
  /** The unit and those above it, the nearest first; the country is null, as in accounts. */
  const levelsOf = (unitCode: string): (string | null)[] => {
    const path = places.pathOf(unitCode)
    if (path === null) return [unitCode]
    return [path.unit, ...path.ancestors.toReversed()].map((it) => (it.kind === 'country' ? null : it.code))
  }

  const all = async (unitCode: string, roles: readonly Role[]): Promise<Map<string | null, Recipient[]>> => {
    const levels = levelsOf(unitCode)
    const found = z.array(row).parse(await record.query(
      `SELECT account.id, name, ${ROLE} AS role, ${UNIT_CODE} AS unit_code FROM ${ASSIGNED_ACCOUNTS}
       WHERE ${IS_USABLE} AND ${ROLE} = ANY($2::text[]) AND (${UNIT_CODE} = ANY($3::text[]) OR ($4::boolean AND ${UNIT_CODE} IS NULL)) ORDER BY name, account.id`,
      [toHanoiDay(clock()), roles, levels.filter((it) => it !== null), levels.includes(null)],
    ))
    return new Map(levels.map((level) => [level, found.filter((it) => it.unitCode === level)]))
  }

  return {
    /** The nearest who answer for a unit. The country is asked only about itself: whoever sees to the whole of it is not called for one centre. */
    nearest: async (unitCode: string, roles: readonly Role[]): Promise<Recipient[]> => {
      const levels = [...(await all(unitCode, roles))]
      const isCountry = levels[0]?.[0] === null
      return levels.find(([level, them]) => them.length > 0 && (level !== null || isCountry))?.[1] ?? []
    },

    /** The nearest who answer for what lies above a unit, with that unit; null where there is nobody. */
    above: async (unitCode: string, roles: readonly Role[]): Promise<{ unitCode: string; recipients: Recipient[] } | null> => {
      const [, ...levels] = [...(await all(unitCode, roles))]
      const found = levels.find(([level, them]) => level !== null && them.length > 0)
      return found && found[0] !== null ? { unitCode: found[0], recipients: found[1] } : null
    },

    /** Everybody of these roles anywhere; of the whole country alone where that is asked. */
    everywhere: async (roles: readonly Role[], { countryOnly }: { countryOnly: boolean }): Promise<Recipient[]> => z.array(row).parse(await record.query(
      `SELECT account.id, name, ${ROLE} AS role, ${UNIT_CODE} AS unit_code FROM ${ASSIGNED_ACCOUNTS}
       WHERE ${IS_USABLE} AND ${ROLE} = ANY($2::text[]) AND (NOT $3::boolean OR ${UNIT_CODE} IS NULL) ORDER BY name, account.id`, [toHanoiDay(clock()), roles, countryOnly],
    )),

    /** Everybody of these roles at the unit and above it, the country left out: to whom a case can be given. */
    within: async (unitCode: string, roles: readonly Role[]): Promise<Recipient[]> => [...(await all(unitCode, roles))].flatMap(([level, them]) => (level === null ? [] : them)),
  }
}
export type Recipients = ReturnType<typeof createRecipients>
