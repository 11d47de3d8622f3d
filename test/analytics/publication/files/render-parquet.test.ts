import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { indicators } from '../../../../analytics/indicators/registry.ts'
import { insertFigures, type Figure } from '../../../../analytics/publication/figure-table.ts'
import { renderParquet } from '../../../../analytics/publication/files/render-parquet.ts'
import { renderSnapshot, SNAPSHOT_HEADER } from '../../../../analytics/publication/files/render-snapshot.ts'
import { readEdition } from '../../../../analytics/publication/read-edition.ts'
import type { IndicatorValue } from '../../../../contract/indicator.ts'
import { testService } from '../../../support/service.ts'

const value = (unit: string, more: Partial<IndicatorValue> = {}): IndicatorValue => ({
  unit, unitName: { vi: unit, en: unit }, period: '2025-03', segment: null, numerator: 15, denominator: 20, value: 0.75, lower: 0.5, upper: 0.9, sampleSize: 20, coverage: 0.5, setAside: null,
  quality: [], reason: null, computedAt: '2025-05-15T02:00:00.000Z', definitionVersion: 1, origin: 'counted', source: null, ...more,
})
const figure = (indicator: string, unit: string, more: Partial<Figure> = {}, figures: Partial<IndicatorValue> = {}): Figure => ({
  indicator, level: 'centre', province: '46', ancestors: ['46', unit, 'VN'], hidden: '', held: null, squares: null, histogram: null, value: value(unit, figures), ...more,
})

describe('the whole numbers of an edition as Parquet', () => {
  it('are those of the CSV, row for row, as the engine reads them back: what is held as before, what is hidden not at all', async () => {
    const { warehouse } = await testService()
    const stored = { build: randomUUID(), period: '2025-03', contents: { inputs: { ratings: 0, dossiers: 0, measures: 0, lastReceivedAt: { ratings: null, dossiers: null, measures: null }, setAside: [] }, definitions: indicators.map((it) => it.definition), schemes: [] } }
    await insertFigures(warehouse, stored.build, [
      figure('on-time-due', 'B'), figure('on-time-due', 'A', { level: 'country' }), figure('counter-satisfaction-mean', 'A', { squares: 1234.5 }), figure('counter-satisfaction', 'HIDDEN', { hidden: 'all' }),
      figure('counter-satisfaction', 'HELD', { hidden: 'all', held: value('HELD', { numerator: 3, definitionVersion: 2 }) }), figure('counter-satisfaction', 'SMALL', {}, { reason: 'sample-too-small', value: null }),
      figure('on-time-due', 'TOLD', {}, { origin: 'reported', source: 'x', numerator: null, denominator: null, sampleSize: null }), figure('on-time-due', 'BARS', { hidden: 'coverage', histogram: [[1, 4], [2.5, 7]] }, { numerator: null, denominator: null }),
    ])
    let csv = SNAPSHOT_HEADER
    for await (const chunk of readEdition(warehouse, stored)) csv += renderSnapshot(chunk)
    const folder = await mkdtemp(join(tmpdir(), 'parquet-'))
    await writeFile(join(folder, 'snapshot.parquet'), await renderParquet(warehouse, stored))
    const inCsv: Record<string, string>[] = parse(csv, { columns: true })
    const columns = Object.keys(inCsv[0] ?? {}).map((it) => (it === 'within' ? "arrayStringConcat(within, '|') AS within" : `ifNull(toString(${it}), '') AS ${it}`))
    const inParquet = await warehouse.select({ name: 'parquet', sql: `SELECT ${columns.join(', ')} FROM file({file:String}, 'Parquet')`, row: z.record(z.string(), z.string()) }, { file: join(folder, 'snapshot.parquet') })
    await rm(folder, { recursive: true })
    assert.deepEqual(inParquet, inCsv)
    assert.deepEqual(inCsv.map((it) => [it['series'], it['unit'], it['version'], it['numerator'], it['squares'], it['histogram']].join(' ').trim()), [
      'counter-satisfaction HELD 2 3', 'counter-satisfaction-mean A 1 15 1234.5', 'on-time-due A 1 15', 'on-time-due B 1 15', 'on-time-due BARS 1   1:4|2.5:7',
    ])
  })
})
