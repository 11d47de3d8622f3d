import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { reconcileSet, type ReportedFigure } from '../../../analytics/indices/reconcile-set.ts'

const figure = (metric: string, numerator: number | null, denominator: number | null, over: Partial<ReportedFigure> = {}): ReportedFigure =>
  ({ unitCode: 'U', metric, source: 'table', numerator, denominator, ...over })
const told = (rows: ReportedFigure[], more?: Parameters<typeof reconcileSet>[1]) => reconcileSet(rows, more).map((it) => `${it.rule}: ${it.detail}`)

describe('reported figures of one unit and period', () => {
  it('are told when the parts of a published table are not its whole: Thừa Thiên Huế, level 1 and 2', () => {
    const table = [figure('DOSSIERS_PROCESSED', 257_141, 268_763), figure('DOSSIERS_OPEN', 11_622, 268_763), figure('DOSSIERS_EARLY', 124_907, 257_141), figure('DOSSIERS_ON_TIME', 102_770, 257_141), figure('DOSSIERS_LATE', 19_852, 257_141)]
    assert.deepEqual(told(table), ['parts-are-not-the-whole: 124907 + 102770 + 19852 = 247529 ≠ 257141'])
  })

  it('are told for Sơn La of April 2018, where neither the classes nor the open ones add up', () => {
    const table = [figure('DOSSIERS_PROCESSED', 27_000, 28_817), figure('DOSSIERS_OPEN', 1_207, 28_817), figure('DOSSIERS_EARLY', 22_357, 27_000), figure('DOSSIERS_ON_TIME', 3_523, 27_000), figure('DOSSIERS_LATE', 267, 27_000)]
    assert.deepEqual(told(table), ['parts-are-not-the-whole: 22357 + 3523 + 267 = 26147 ≠ 27000', 'parts-are-not-the-whole: 27000 + 1207 = 28207 ≠ 28817'])
  })

  it('add up without a class of early ones, where a table has only two', () => {
    assert.deepEqual(told([figure('DOSSIERS_ON_TIME', 90, 100), figure('DOSSIERS_LATE', 10, 100)]), [])
    assert.deepEqual(told([figure('DOSSIERS_ON_TIME', 90, 100)]), [])
  })

  it('are told when shares of one whole have two wholes, but not across two sources', () => {
    const rows = [figure('PROGRESS', 144_625, 184_513), figure('DOSSIER_RECEIVING_SATISFACTION', 144_574, 184_512)]
    assert.deepEqual(told(rows), ['wholes-differ: 184513 ≠ 184512'])
    assert.deepEqual(told([rows[0]!, { ...rows[1]!, source: 'another' }]), [])
    assert.deepEqual(told([rows[0]!, figure('DOSSIER_RECEIVING_SATISFACTION', null, null)]), [])
  })

  it('are told when the units below do not add up to their parent, once all of them have reported', () => {
    const parent = figure('PROGRESS', 30, 40)
    const below = [figure('PROGRESS', 10, 15, { unitCode: 'A' }), figure('PROGRESS', 20, 24, { unitCode: 'B' })]
    assert.deepEqual(told([parent], { units: ['A', 'B'], below }), ['units-are-not-the-parent: 30 / 39 ≠ 30 / 40'])
    assert.deepEqual(told([parent], { units: ['A', 'B', 'C'], below }), [])
    assert.deepEqual(told([figure('PROGRESS', 30, 39)], { units: ['A', 'B'], below }), [])
    // The same procedure is offered by many units.
    const procedures = [figure('PAYMENT_PROCEDURES', 7, 31, { unitCode: 'A' })]
    assert.deepEqual(told([figure('PAYMENT_PROCEDURES', 93, 310)], { units: ['A'], below: procedures }), [])
  })

  it('add up in what the national portal published of Phú Thọ for August 2026', () => {
    const read = (name: string): Record<string, string>[] => parse(readFileSync(new URL(`./published/${name}.csv`, import.meta.url)), { columns: true, bom: true })
    const number = (text: string | undefined) => (text ? Number(text) : null)
    const rows = [
      ...read('phutho_2026_08_progress').map((it) => figure('PROGRESS', number(it['on_time']), number(it['received']), { unitCode: it['department_code']! })),
      ...read('phutho_2026_08_satisfaction').flatMap((it) => [
        figure('DOSSIER_RECEIVING_SATISFACTION', number(it['dossiers_ok']), number(it['dossiers_total']), { unitCode: it['department_code']! }),
        figure('PETITION_PROCESSING_ON_TIME', number(it['petitions_on_time']), number(it['petitions_total']), { unitCode: it['department_code']! }),
        figure('PETITION_HANDLING_SATISFACTION', number(it['petitions_ok']), number(it['petitions_total']), { unitCode: it['department_code']! })]),
      ...read('phutho_2026_08_digitised').map((it) => figure(it['metric_code']!, number(it['numerator']), number(it['denominator']), { unitCode: it['department_code']! })),
    ]
    const units = [...new Set(rows.map((it) => it.unitCode))]
    assert.ok(units.length > 20)
    assert.deepEqual(units.flatMap((unit) => told(rows.filter((it) => it.unitCode === unit)).map((it) => `${unit} ${it}`)), [])
  })
})
