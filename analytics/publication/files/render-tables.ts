import type { z } from 'zod'
import type { editionFigure, editionIndex, EditionSummary } from '../../../contract/edition.ts'
import { toPublic } from '../figure-table.ts'
import type { EditionChunk } from '../read-edition.ts'

/** `tables.json`, piece by piece: what the public may see, in the shapes of the API's values. Composites come after all figures. */
export async function* renderTables(head: { edition: EditionSummary; demo: boolean }, chunks: AsyncIterable<EditionChunk>): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"figures":[`
  let [list, comma] = ['figures', '']
  for await (const chunk of chunks) {
    if (chunk.kind === 'indices' && list === 'figures') {
      yield '],"indices":['
      ;[list, comma] = ['indices', '']
    }
    const rows = chunk.kind === 'figures'
      ? chunk.figures.map((it): z.infer<typeof editionFigure> => ({ indicator: it.indicator, level: it.level, province: it.province || null, within: [...it.ancestors], ...toPublic(it) }))
      : chunk.indices.map(({ level, province, answer }): z.infer<typeof editionIndex> => ({ level, province: province || null, ...answer }))
    yield comma + rows.map((it) => JSON.stringify(it)).join(',')
    comma = ','
  }
  yield list === 'figures' ? '],"indices":[]}' : ']}'
}
