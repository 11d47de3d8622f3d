import express, { Router, type Request } from 'express'
import { permissionOf } from '../../access/permission.ts'
import { newReportVersion, reportMonth, reportQuery, reportSignature, type MonitoringReport } from '../../contract/monitoring-report.ts'
import { toDayRange, toHanoiDay } from '../../contract/period.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { MonitoringReports } from './monitoring-reports.ts'
import { renderReportCsv } from './render-report-csv.ts'
import { readReportFigures, type FigureDeps } from './report-figures.ts'

interface Deps extends FigureDeps { reports: MonitoringReports; demo: boolean }

/** The monthly report of the monitoring unit: figures of the system, words of people, signed by their author, as page and file. */
export function monitoringReportRoutes({ reports, demo, ...deps }: Deps): Router {
  const router = Router()
  const json = express.json({ limit: '256kb' })
  const { places, clock } = deps

  /** The unit and month of the address, of a unit within reach and a month that has begun. */
  const asked = (request: Request) => {
    const [unit, month] = [String(request.params['unit']), String(request.params['month'])]
    permissionOf(request).requireUnit(unit)
    const name = places.hasUnit(unit) ? places.nameOf(unit) : null
    const days = reportMonth.safeParse(month).success ? toDayRange(month) : null
    if (!name || !days) throw new AppError('not-found', `There is no report of ${unit} for ${month}.`)
    if (days.from > toHanoiDay(clock())) throw new AppError('not-found', `${month} has not begun.`)
    return { unit, month, name, isOver: days.to <= toHanoiDay(clock()) }
  }

  const answer = async (request: Request): Promise<MonitoringReport> => {
    const { unit, month, name, isOver } = asked(request)
    const query = parseBy(reportQuery, request.query, 'The query')
    const versions = await reports.versions({ unit, month })
    const last = versions.at(-1)
    const shown = query.version === undefined ? last : versions.find((it) => it.version === query.version)
    if (query.version !== undefined && !shown) throw new AppError('not-found', `There is no version ${query.version} of this report.`)
    const permission = permissionOf(request)
    const mayWrite = permission.has('reports:write')
    return {
      unit: { code: unit, name }, month, isOver, demo, figures: shown?.figures ?? await readReportFigures(deps, unit, month), cases: shown?.cases ?? '', measures: shown?.measures ?? '',
      version: shown?.version ?? null, signedAt: shown?.signedAt ?? null, by: shown?.by ?? null, versions: versions.map(({ version, by, at, signedAt }) => ({ version, by, at, signedAt })).reverse(),
      may: { write: mayWrite, sign: mayWrite && isOver && shown !== undefined && shown === last && shown.signedAt === null && shown.writtenBy === permission.actor },
    }
  }

  router.get('/api/v1/monitoring-reports/:unit/:month', async (request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    response.json(await answer(request))
  })

  router.get('/api/v1/monitoring-reports/:unit/:month/report.csv', async (request, response) => {
    const report = await answer(request)
    const file = `bao-cao-giam-sat-${report.unit.code.replaceAll(/[^\w.-]/g, '_')}-${report.month}.csv`
    response.setHeader('Cache-Control', 'no-store').setHeader('Content-Disposition', `attachment; filename="${file}"`)
    response.type('text/csv; charset=utf-8').send(renderReportCsv(report, request.query['lang'] === 'en' ? 'en' : 'vi'))
  })

  router.put('/api/v1/monitoring-reports/:unit/:month', json, async (request, response) => {
    const { unit, month } = asked(request)
    response.json({ version: await reports.save({ unit, month }, parseBy(newReportVersion, request.body), permissionOf(request).actor) })
  })

  router.post('/api/v1/monitoring-reports/:unit/:month/signature', json, async (request, response) => {
    const { unit, month } = asked(request)
    const { version } = parseBy(reportSignature, request.body)
    await reports.sign({ unit, month }, { version, figures: await readReportFigures(deps, unit, month) }, permissionOf(request).actor)
    response.sendStatus(204)
  })
  return router
}
