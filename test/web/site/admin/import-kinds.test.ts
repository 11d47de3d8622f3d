import assert from 'node:assert/strict'
import { DOSSIER_COLUMNS } from '../../../../ingest/files/dossier-file.ts'
import { MEASURE_COLUMNS } from '../../../../ingest/files/measure-file.ts'
import { RATING_COLUMNS } from '../../../../ingest/files/rating-file.ts'
import { placeColumns, type Column } from '../../../../registry/imports/columns.ts'
import { DEVICE_FILE } from '../../../../registry/imports/device-import.ts'
import { registryImports } from '../../../../registry/imports/import-kinds.ts'
import { importEntries } from '../../../../web/site/admin/import-kinds.ts'

const definitions = Object.fromEntries([
  ...Object.entries(registryImports).map(([kind, { columns }]) => [kind, columns] as const),
  ['ratings', RATING_COLUMNS] as const, ['dossiers', DOSSIER_COLUMNS] as const, ['measures', MEASURE_COLUMNS] as const, ['devices', DEVICE_FILE.columns] as const,
]) as Record<string, readonly Column[]>

describe('the import page', () => {
  for (const { kind, columns } of importEntries) {
    it(`offers a template of ${kind} that the server reads, under either name of each column`, () => {
      const known = definitions[kind]
      assert.ok(known, `the server takes no files of ${kind}`)
      const names = columns.map(({ name }) => name)
      assert.deepEqual([...placeColumns(names, known).keys()], names)
      assert.deepEqual([...placeColumns(columns.map(({ vi }) => vi), known).keys()], names)
      assert.deepEqual(columns.filter(({ required }) => required).map(({ name }) => name), known.filter(({ required }) => required).map(({ name }) => name))
    })
  }
})
