import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { reportFigures, type NewReportVersion, type ReportFigures } from '../../contract/monitoring-report.ts'
import { toDayRange, toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'

const moment = z.date().transform((it) => it.toISOString())
const versionRow = z.object({
  version: z.number(), cases: z.string(), measures: z.string(), written_by: z.string(), by: z.string().nullable(), written_at: moment, signed_at: moment.nullable(), figures: reportFigures.nullable(),
}).transform((row) => ({ version: row.version, cases: row.cases, measures: row.measures, writtenBy: row.written_by, by: row.by, at: row.written_at, signedAt: row.signed_at, figures: row.figures }))
/** A version of a report's words; `figures` are those of its signature. */
export type ReportVersion = z.infer<typeof versionRow>

interface Of { unit: string; month: string }

/** What people write in monthly reports: every saving is a version, and a signature stands for good. */
export function createMonitoringReports({ record, clock }: { record: RecordStore; clock: Clock }) {
  const read = async (session: RecordSession, { unit, month }: Of): Promise<ReportVersion[]> => z.array(versionRow).parse(await session.query(
    `SELECT version, cases, measures, written_by, account.name AS by, written_at, signed_at, figures FROM monitoring_report
     LEFT JOIN account ON written_by = 'person:' || account.id::text WHERE monitoring_report.unit_code = $1 AND month = $2 ORDER BY version`, [unit, month],
  ))
  /** Two who save or sign at once come one after the other. */
  const lock = (session: RecordSession, { unit, month }: Of) => session.query("SELECT pg_advisory_xact_lock(hashtext('monitoring-report ' || $1))", [`${unit} ${month}`])

  return {
    /** Every version, the oldest first. */
    versions: (of: Of): Promise<ReportVersion[]> => read(record, of),

    /** Saves a version; answers its number. Throws 409 where another was saved since the one it is based on. */
    save: (of: Of, { cases, measures, basedOn }: NewReportVersion, actor: string): Promise<number> => record.transaction(async (session) => {
      await lock(session, of)
      const last = (await read(session, of)).at(-1)?.version ?? 0
      if (basedOn !== undefined && (basedOn ?? 0) !== last) throw new AppError('conflict', `Version ${last} was saved meanwhile; look at it before saving over it.`)
      await session.query('INSERT INTO monitoring_report (unit_code, month, version, cases, measures, written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
        of.unit, of.month, last + 1, cases, measures, actor, new Date(clock()),
      ])
      await writeAudit(session, { actor, action: 'monitoring-report.save', subject: `monitoring-report:${of.unit}:${of.month}`, detail: { version: last + 1 } })
      return last + 1
    }),

    /** Signs the newest version, with the figures of this moment. Throws 403 where somebody else wrote it, 409 where it is not the newest, is signed, or the month is not over. */
    sign: (of: Of, { version, figures }: { version: number; figures: ReportFigures }, actor: string): Promise<void> => record.transaction(async (session) => {
      await lock(session, of)
      const last = (await read(session, of)).at(-1)
      if (last?.version !== version) throw new AppError('conflict', `The newest version is ${last?.version ?? 'none'}, not ${version}.`)
      if (last.writtenBy !== actor) throw new AppError('no-right', 'A report is signed by whoever wrote its newest version.')
      if (last.signedAt !== null) throw new AppError('conflict', 'This version is signed already.')
      if ((toDayRange(of.month)?.to ?? '9999') > toHanoiDay(clock())) throw new AppError('conflict', `${of.month} is not over; its figures still change.`)
      await session.query('UPDATE monitoring_report SET signed_at = $4, figures = $5::jsonb WHERE unit_code = $1 AND month = $2 AND version = $3', [of.unit, of.month, version, new Date(clock()), JSON.stringify(figures)])
      await writeAudit(session, { actor, action: 'monitoring-report.sign', subject: `monitoring-report:${of.unit}:${of.month}`, detail: { version } })
    }),
  }
}
export type MonitoringReports = ReturnType<typeof createMonitoringReports>
