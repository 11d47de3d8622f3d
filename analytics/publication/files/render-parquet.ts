import { publicLevels } from '../../../contract/edition.ts'
import type { Warehouse } from '../../../platform/warehouse/warehouse.ts'
import type { StoredBuild } from '../read-edition.ts'

const ofHeld = (name: string, type: string) => `JSONExtract(held, '${name}', '${type}')`
const shown = (column: string, name: string, type: string) => `if(held = '', ${column}, ${ofHeld(name, type)})`
const NUMBER = 'Nullable(Float64)'

/**
 * `snapshot.parquet`: what `snapshot.csv` has, row for row, written by the engine from the stored figures by the rule of `toPublic`: of what is held the
 * figure before, of what is hidden or under the minimum sample nothing. `within` is a list here, all else the same. Counts are whole numbers below 2^53.
 */
const SQL = `
  SELECT toString(indicator) AS series, ${shown('definition_version', 'definitionVersion', 'UInt16')} AS version, toString(level) AS level, unit_code AS unit,
    arrayMap(it -> toString(it), ancestors) AS within, ${shown('toString(origin)', 'origin', 'String')} AS origin,
    ${shown('edition_figures.numerator', 'numerator', NUMBER)} AS numerator, ${shown('edition_figures.denominator', 'denominator', NUMBER)} AS denominator,
    ${shown('edition_figures.sample_size', 'sampleSize', NUMBER)} AS sample_size, edition_figures.squares AS squares,
    arrayStringConcat(arrayMap(it -> concat(toString(it.1), ':', toString(it.2)), JSONExtract(edition_figures.histogram, 'Array(Tuple(Float64, Float64))')), '|') AS histogram
  FROM edition_figures FINAL
  WHERE build = {build:UUID} AND indicator IN {indicators:Array(String)}
    AND if(held = '', hidden != 'all' AND reason != 'sample-too-small' AND isNotNull(edition_figures.value) AND isNotNull(edition_figures.sample_size),
      isNotNull(${ofHeld('value', NUMBER)}) AND isNotNull(${ofHeld('sampleSize', NUMBER)}))
  ORDER BY indexOf({indicators:Array(String)}, edition_figures.indicator), indexOf({levels:Array(String)}, edition_figures.level), unit_code`

/** The file at once; of the whole country it has some megabytes. */
export const renderParquet = (warehouse: Warehouse, { build, contents }: StoredBuild): Promise<Uint8Array> =>
  warehouse.selectFile(SQL, { build, indicators: contents.definitions.map((it) => it.id), levels: publicLevels }, 'Parquet')
