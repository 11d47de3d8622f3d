import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { createBriefMemory } from '../../access/brief-memory.ts'
import { DEFAULT_ORIGIN, figureSettingChange, type FigureSetting, type FigureSettingChange, type Origin } from '../../contract/figure-setting.ts'
import { toDayRange } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { PublishedPeriods } from '../../registry/published-periods.ts'

const KEY = 'origin-preference'
const row = z.object({
  value: figureSettingChange.shape.value, valid_from: z.string(), changed_by: z.string(), changed_by_name: z.string().nullable(), changed_at: z.date(),
})

/** What is settled about figures, by period. Readers see a change within two seconds. */
export function createFigureSettings({ record, publishedPeriods, clock }: { record: RecordStore; publishedPeriods: PublishedPeriods; clock: Clock }) {
  const memory = createBriefMemory({
    clock,
    fetch: async (): Promise<FigureSetting[]> => {
      const settled = z.array(row).parse(await record.query(
        `SELECT value, valid_from, changed_by, coalesce(account.name, api_key.name) AS changed_by_name, changed_at
         FROM figure_setting LEFT JOIN account ON changed_by = 'person:' || account.id::text LEFT JOIN api_key ON changed_by = 'key:' || api_key.id::text
         WHERE key = $1 ORDER BY valid_from`, [KEY],
      ))
      const first: FigureSetting = { key: KEY, value: DEFAULT_ORIGIN, validFrom: null, validTo: settled[0]?.valid_from ?? null, changedBy: null, changedByName: null, changedAt: null }
      return [first, ...settled.map((it, index): FigureSetting => ({
        key: KEY, value: it.value, validFrom: it.valid_from, validTo: settled[index + 1]?.valid_from ?? null,
        changedBy: it.changed_by, changedByName: it.changed_by_name, changedAt: it.changed_at.toISOString(),
      }))]
    },
  })

  return {
    /** Every stretch, the oldest first. */
    list: (): Promise<FigureSetting[]> => memory.get('all'),

    /** Which figure stands in a period where both are known: what holds on the period's first day. */
    originPreference: async (period: string): Promise<Origin> => {
      const first = toDayRange(period)?.from ?? ''
      return (await memory.get('all')).findLast((it) => it.validFrom === null || it.validFrom <= first)?.value ?? DEFAULT_ORIGIN
    },

    /** Settles it from a month on, and writes down who did. Throws where that would change a month whose edition is out. */
    put: async ({ key, value, validFrom }: FigureSettingChange, actor: string): Promise<void> => {
      const last = [...(await publishedPeriods.all())].sort().at(-1)
      if (last !== undefined && validFrom.slice(0, 7) <= last) {
        const rule = `a month after ${last}, whose edition is out`
        throw new AppError('invalid-request', 'What was published stays as it is.', { errors: [{ pointer: '/validFrom', value: validFrom, rule, message: `The edition of ${last} is out.` }] })
      }
      await record.transaction(async (session) => {
        const [before] = await session.query<{ value: string }>('SELECT value FROM figure_setting WHERE key = $1 AND valid_from = $2 FOR UPDATE', [key, validFrom])
        await session.query(
          `INSERT INTO figure_setting (key, value, valid_from, changed_by) VALUES ($1, $2, $3, $4)
           ON CONFLICT (key, valid_from) DO UPDATE SET value = excluded.value, changed_by = excluded.changed_by, changed_at = now()`,
          [key, value, validFrom, actor],
        )
        await writeAudit(session, { actor, action: 'figure-setting.put', subject: `figure-setting:${key}`, detail: { value, validFrom, ...(before ? { before: before.value } : {}) } })
      })
      memory.forgetAll()
    },
  }
}
export type FigureSettings = ReturnType<typeof createFigureSettings>
