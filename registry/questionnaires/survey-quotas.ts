import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { SurveyQuota, SurveyQuotaChange } from '../../contract/survey-quota.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'
import type { Places } from '../places.ts'
import type { ProcedureIndex } from '../procedures/procedure-index.ts'
import { unitsUpwards } from './units-upwards.ts'

const quotaRow = z.object({ unit_code: z.string(), most: z.number() })
const usedRow = z.object({ centre: z.string(), sector: z.string(), invited: z.number() })
/** A country has thousands of them. */
const MOST_ROWS = 100
const COUNTED = "sector_code IS NOT NULL AND outcome = 'finished'"

/** A ceiling with the unit that settled it. */
export interface Ceiling { unitCode: string; most: number }
/** What is asked of a stratum: invitations of one sector, centre and month. */
export interface Stratum { centreCode: string; sectorCode: string; month: string }

interface Deps { record: RecordStore; places: Pick<Places, 'pathOf' | 'nameOf'>; procedures: Pick<ProcedureIndex, 'sectorNameOf'> }

/** How many people are invited at most, by sector of the procedure, centre and month of the dossier; what a unit has not settled holds from above. */
export function createSurveyQuotas({ record, places, procedures }: Deps) {
  const inBoth = (code: string) => ({ vi: code, en: code })

  const ceilings = async (session: RecordSession, questionnaire: string): Promise<(unitCode: string) => Ceiling | null> => {
    const byUnit = new Map(z.array(quotaRow).parse(await session.query('SELECT unit_code, most FROM survey_quota WHERE questionnaire = $1', [questionnaire])).map((it) => [it.unit_code, it]))
    return (unitCode) => {
      const row = unitsUpwards(places, unitCode).map((it) => byUnit.get(it)).find((it) => it !== undefined)
      return row ? { unitCode: row.unit_code, most: row.most } : null
    }
  }

  return {
    /** What holds at each unit, as this session sees it. */
    ceilings,

    /** How many of a stratum were invited; asked within the transaction that fills it, so that the first to come are those who are invited. */
    countUsed: async (session: RecordSession, questionnaire: string, { centreCode, sectorCode, month }: Stratum): Promise<number> => {
      const [row] = z.array(z.object({ count: z.coerce.number() })).parse(await session.query(
        `SELECT count(*) AS count FROM survey_invitation WHERE questionnaire = $1 AND centre_code = $2 AND sector_code = $3 AND month = $4 AND ${COUNTED}`, [questionnaire, centreCode, sectorCode, month],
      ))
      return row?.count ?? 0
    },

    /** The ceiling of a unit, and what of it is used at its centres in a month: the fullest strata. */
    read: async (unitCode: string, { questionnaire, month, centreCodes }: { questionnaire: string; month: string; centreCodes: readonly string[] }): Promise<SurveyQuota> => {
      const ceilingOf = await ceilings(record, questionnaire)
      const held = ceilingOf(unitCode)
      const used = z.array(usedRow).parse(await record.query(
        `SELECT centre_code AS centre, sector_code AS sector, count(*)::integer AS invited FROM survey_invitation
         WHERE questionnaire = $1 AND month = $2 AND centre_code = ANY($3::text[]) AND ${COUNTED} GROUP BY centre_code, sector_code ORDER BY invited DESC, centre_code, sector_code LIMIT $4`, [questionnaire, month, [...centreCodes], MOST_ROWS],
      ))
      return {
        unitCode, questionnaire, month, heldBy: held?.unitCode ?? null, most: held?.most ?? null,
        used: used.map(({ centre, sector, invited }) => ({
          centre: { code: centre, name: places.nameOf(centre) ?? inBoth(centre) }, sector: { code: sector, name: procedures.sectorNameOf(sector) ?? inBoth(sector) }, invited, most: ceilingOf(centre)?.most ?? null,
        })),
      }
    },

    /** Settles the ceiling of a unit, or with null lets that above it hold again. */
    put: async (unitCode: string, { questionnaire, most }: SurveyQuotaChange, actor: string): Promise<void> => record.transaction(async (session) => {
      if (most === null) await session.query('DELETE FROM survey_quota WHERE unit_code = $1 AND questionnaire = $2', [unitCode, questionnaire])
      else {
        await session.query(
          `INSERT INTO survey_quota (unit_code, questionnaire, most, changed_by) VALUES ($1, $2, $3, $4)
           ON CONFLICT (unit_code, questionnaire) DO UPDATE SET most = excluded.most, changed_by = excluded.changed_by, changed_at = now()`, [unitCode, questionnaire, most, actor],
        )
      }
      await writeAudit(session, { actor, action: 'survey-quota.put', subject: `unit:${unitCode}`, detail: { questionnaire, most } })
    }),
  }
}
export type SurveyQuotas = ReturnType<typeof createSurveyQuotas>
