import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { alertRule, SHIPPED_RULES, type AlertKind, type AlertRule, type AlertRuleOf, type HeldAlertRule } from '../../contract/alert.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'

const ruleRow = z.object({
  unit_code: z.string(), kind: z.string(), version: z.number(), rule: z.unknown(), changed_by: z.string(), by_name: z.string().nullable(), changed_at: z.date(),
})
type RuleRow = z.infer<typeof ruleRow>

const shippedOf = <Kind extends AlertKind>(kind: Kind) => SHIPPED_RULES.find((it) => it.kind === kind) as AlertRuleOf<Kind>

/** Answers which rule of a kind holds at a unit. */
export type RuleAt = <Kind extends AlertKind>(kind: Kind, unitCode: string) => AlertRuleOf<Kind>

/** Which rules hold where: each unit may settle its own, every setting is a version, what a unit has not settled holds from above. */
export function createAlertRules({ record, places, clock }: { record: RecordStore; places: Pick<PlaceIndex, 'pathOf'>; clock: Clock }) {
  const readNewest = async (): Promise<RuleRow[]> => z.array(ruleRow).parse(await record.query(
    `SELECT DISTINCT ON (alert_rule.unit_code, kind) alert_rule.unit_code, kind, version, rule, changed_by, account.name AS by_name, changed_at
     FROM alert_rule LEFT JOIN account ON changed_by = 'person:' || account.id::text ORDER BY alert_rule.unit_code, kind, version DESC`,
  ))

  const nearestOf = (rows: readonly RuleRow[]) => {
    const settled = new Map(rows.filter((it) => it.rule !== null).map((it) => [`${it.unit_code}\n${it.kind}`, it]))
    return (kind: AlertKind, unitCode: string): RuleRow | null => {
      const path = places.pathOf(unitCode)
      const codes = path === null ? [unitCode] : [path.unit.code, ...path.ancestors.map(({ code }) => code).reverse()]
      return codes.map((it) => settled.get(`${it}\n${kind}`)).find((it) => it !== undefined) ?? null
    }
  }

  const append = async (session: RecordSession, { unitCode, kind, rule, actor }: { unitCode: string; kind: AlertKind; rule: AlertRule | null; actor: string }) => {
    // Two who settle the same rule at once would number alike: one of them waits here.
    await session.query('INSERT INTO alert_turn (kind) VALUES ($1) ON CONFLICT (kind) DO NOTHING', [kind])
    await session.query('SELECT 1 FROM alert_turn WHERE kind = $1 FOR UPDATE', [kind])
    const [before] = z.array(z.object({ version: z.number(), rule: z.unknown() })).parse(await session.query(
      'SELECT version, rule FROM alert_rule WHERE unit_code = $1 AND kind = $2 ORDER BY version DESC LIMIT 1', [unitCode, kind],
    ))
    if (rule === null && (before?.rule ?? null) === null) throw new AppError('not-found', `Nothing is settled for ${unitCode} itself.`)
    await session.query(
      'INSERT INTO alert_rule (unit_code, kind, version, rule, changed_by, changed_at) VALUES ($1, $2, $3, $4::jsonb, $5, $6)',
      [unitCode, kind, (before?.version ?? 0) + 1, rule && JSON.stringify(rule), actor, new Date(clock())],
    )
    await writeAudit(session, { actor, action: rule ? 'alert-rule.put' : 'alert-rule.remove', subject: `unit:${unitCode}`, detail: { kind, rule, before: before?.rule ?? null, version: (before?.version ?? 0) + 1 } })
  }

  return {
    /** Which rule of each kind holds at any unit, as settled at this moment. */
    present: async (): Promise<RuleAt> => {
      const nearest = nearestOf(await readNewest())
      return <Kind extends AlertKind>(kind: Kind, unitCode: string) => {
        const found = nearest(kind, unitCode)
        return (found ? alertRule.parse(found.rule) : shippedOf(kind)) as AlertRuleOf<Kind>
      }
    },

    /** Every rule as it holds for a unit, with who settled it and when. */
    of: async (unitCode: string): Promise<HeldAlertRule[]> => {
      const nearest = nearestOf(await readNewest())
      return SHIPPED_RULES.map((shipped) => {
        const found = nearest(shipped.kind, unitCode)
        return found
          ? { rule: alertRule.parse(found.rule), heldBy: found.unit_code, version: found.version, changedBy: found.by_name, changedAt: found.changed_at.toISOString() }
          : { rule: shipped, heldBy: null, version: 0, changedBy: null, changedAt: null }
      })
    },

    /** Settles a rule for a unit, as its next version. */
    put: (unitCode: string, rule: AlertRule, actor: string): Promise<void> => record.transaction((session) => append(session, { unitCode, kind: rule.kind, rule, actor })),

    /** Takes the unit's own rule back: what holds above it holds again. Throws 404 where there is none. */
    remove: (unitCode: string, kind: AlertKind, actor: string): Promise<void> => record.transaction((session) => append(session, { unitCode, kind, rule: null, actor })),
  }
}
export type AlertRules = ReturnType<typeof createAlertRules>
