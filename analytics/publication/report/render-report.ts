import { Worker } from 'node:worker_threads'
import type { EditionDetail } from '../../../contract/edition.ts'
import type { Warehouse } from '../../../platform/warehouse/warehouse.ts'
import type { Language } from '../../../contract/words/translator.ts'
import { selectFigures, selectIndicesOfLevel, toPublic } from '../figure-table.ts'
import type { StoredBuild } from '../read-edition.ts'
import { composeReport, REPORTED, type ReportDocument, type ReportInput } from './compose-report.ts'

/** What everybody sees of an edition's country and provinces, as the report needs it. */
export async function readReportInput(warehouse: Warehouse, { build, period, contents }: StoredBuild, edition: EditionDetail): Promise<ReportInput> {
  const [country, provinces] = await Promise.all((['country', 'province'] as const).map((level) => selectFigures(warehouse, { build, period, indicators: REPORTED, level, within: null }, 'job')))
  const indices = await Promise.all(contents.schemes.map((it) => selectIndicesOfLevel(warehouse, { build, index: it.id, level: 'province', within: null })))
  return {
    edition, indices: indices.flat().map((it) => it.answer),
    figures: REPORTED.flatMap((id) => contents.definitions.filter((it) => it.id === id)).map((definition) => ({
      definition, country: country?.filter((it) => it.indicator === definition.id).map(toPublic)[0] ?? null, provinces: (provinces ?? []).filter((it) => it.indicator === definition.id).map(toPublic),
    })),
  }
}

/** Sets a report as a tagged PDF (PDF/UA-1), in a thread of its own. The same document gives the same bytes. @throws Error where it cannot be set */
export const compileReport = ({ charts, ...report }: ReportDocument, frozenAt: number): Promise<Uint8Array> => new Promise((resolve, reject) => {
  const worker = new Worker(new URL('./compile-report.mjs', import.meta.url), {
    workerData: { report: JSON.stringify({ ...report, charts: charts.map(({ finding, text, axis, alt }) => ({ finding, text, axis, alt })) }), charts: charts.map((it) => it.svg), frozenAt },
  })
  worker.once('message', (pdf: Uint8Array) => { resolve(pdf) })
  worker.once('error', reject)
  worker.once('exit', (code) => { reject(new Error(`The thread that sets the report ended with ${code}.`)) })
})

/** The report of an edition in a language. */
export const renderReport = async (warehouse: Warehouse, stored: StoredBuild, edition: EditionDetail & { frozenAt: string }, language: Language): Promise<Uint8Array> =>
  await compileReport(composeReport(await readReportInput(warehouse, stored, edition), language), Date.parse(edition.frozenAt))
