import type { DescribedIndex } from '../../contract/index-values.ts'
import { INDEX_WORDS } from './index-words.ts'
import { compositeSchemes, indexSchemes } from './registry.ts'
import { toSchemeRow } from './scheme-row.ts'

function wordsOf<Words>(words: Readonly<Record<string, Words>>, id: string): Words {
  const found = words[id]
  if (!found) throw new Error(`${id} has no words`)
  return found
}

/** Every version of every index with its names, as the API lists them and docs/methods.md tells them. Throws where an index or a group has no words. */
export function describeIndices(): DescribedIndex[] {
  const rows = [...Object.values(indexSchemes).flat(), ...Object.values(compositeSchemes).flat().map(toSchemeRow)]
  return rows.map((row) => {
    const { groups: names, ...said } = wordsOf(INDEX_WORDS, row.id)
    return {
      ...row, ...said,
      groups: row.groups.map((it) => ({ ...it, name: wordsOf(names, it.id), parts: it.parts.map((part) => ({ ...part })) })), grades: [...row.grades],
    }
  })
}
