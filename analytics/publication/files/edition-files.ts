import { editionSummary, type EditionDetail } from '../../../contract/edition.ts'
import type { Warehouse } from '../../../platform/warehouse/warehouse.ts'
import type { Language } from '../../../contract/words/translator.ts'
import { readEdition, type StoredBuild } from '../read-edition.ts'
import { renderReport } from '../report/render-report.ts'
import { describeCatalogue, describeTable } from './describe-files.ts'
import type { RenderedFile } from './file-store.ts'
import { CSV_HEADER, renderCsv, toRows } from './render-csv.ts'
import { renderParquet } from './render-parquet.ts'
import { renderNotes } from './render-notes.ts'
import { renderSnapshot, SNAPSHOT_HEADER } from './render-snapshot.ts'
import { renderTables } from './render-tables.ts'
import { renderXlsx } from './render-xlsx.ts'

/** What is rendered: the edition as everybody will see it, and how its figures are read. */
export interface Rendered { edition: EditionDetail & { frozenAt: string }; stored: StoredBuild; warehouse: Warehouse }

async function* once(text: string): AsyncGenerator<string> { yield text }
async function* report({ warehouse, stored, edition }: Rendered, language: Language): AsyncGenerator<Uint8Array> { yield await renderReport(warehouse, stored, edition, language) }
const titleOf = ({ period, number }: EditionDetail) => `Thước Đo: số liệu ${period}, bản ${number}`

type Renderer = { mediaType: string; render(it: Rendered): AsyncIterable<string | Uint8Array> }

/** Every file of an edition, by its name. A new one is added here, and is then signed, served and in the archive. */
const FILES: Readonly<Record<string, Renderer>> = {
  'tables.csv': {
    mediaType: 'text/csv; charset=utf-8; header=present',
    render: async function* ({ warehouse, stored }) {
      yield CSV_HEADER
      for await (const chunk of readEdition(warehouse, stored, 'job')) yield renderCsv(chunk)
    },
  },
  'tables.json': {
    mediaType: 'application/json; charset=utf-8',
    render: ({ edition, warehouse, stored }) => renderTables({ edition: editionSummary.parse(edition), demo: edition.demo }, readEdition(warehouse, stored, 'job')),
  },
  'tables.xlsx': {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    render: ({ edition, warehouse, stored }) => renderXlsx({
      notes: [...renderNotes(edition, 'vi').split('\n'), ...renderNotes(edition, 'en').split('\n')], at: new Date(edition.frozenAt),
      rows: (async function* () { for await (const chunk of readEdition(warehouse, stored, 'job')) yield toRows(chunk) })(),
    }),
  },
  'report.pdf': { mediaType: 'application/pdf', render: (it) => report(it, 'vi') },
  'report.en.pdf': { mediaType: 'application/pdf', render: (it) => report(it, 'en') },
  'snapshot.csv': {
    mediaType: 'text/csv; charset=utf-8; header=present',
    render: async function* ({ warehouse, stored }) {
      yield SNAPSHOT_HEADER
      for await (const chunk of readEdition(warehouse, stored, 'job')) yield renderSnapshot(chunk)
    },
  },
  'snapshot.parquet': { mediaType: 'application/vnd.apache.parquet', render: async function* ({ warehouse, stored }) { yield await renderParquet(warehouse, stored) } },
  'notes.vi.txt': { mediaType: 'text/plain; charset=utf-8', render: ({ edition }) => once(renderNotes(edition, 'vi')) },
  'notes.en.txt': { mediaType: 'text/plain; charset=utf-8', render: ({ edition }) => once(renderNotes(edition, 'en')) },
  'tables.csv-metadata.json': { mediaType: 'application/csvm+json', render: ({ edition }) => once(describeTable(titleOf(edition))) },
  'dcat.jsonld': {
    mediaType: 'application/ld+json',
    render: ({ edition }) => once(describeCatalogue({ ...edition, title: titleOf(edition), publishedAt: edition.frozenAt, files: Object.entries(FILES).map(([name, { mediaType }]) => ({ name, mediaType })) })),
  },
}

export const renderFiles = (it: Rendered): RenderedFile[] => Object.entries(FILES).map(([name, { mediaType, render }]) => ({ name, mediaType, content: render(it) }))
