import assert from 'node:assert/strict'
import { ISLANDS, TILES, toNeighbour } from '../../../web/ui/tile-layout.ts'

describe('the tiles of the map', () => {
  it('are 34 with a place of their own, in the wide and in the narrow grid, islands included', () => {
    assert.equal(new Set(TILES.map(({ code }) => code)).size, 34)
    for (const grid of ['wide', 'narrow'] as const) {
      const places = [...TILES, ...ISLANDS].map((it) => it[grid].join(','))
      assert.equal(new Set(places).size, places.length, grid)
    }
    assert.ok(TILES.every(({ narrow }) => narrow[0] < 5))
  })

  it('are gone about by arrow keys, straight on where that is possible', () => {
    assert.deepEqual([toNeighbour('25', 'ArrowRight', 'wide'), toNeighbour('25', 'ArrowDown', 'wide'), toNeighbour('42', 'ArrowDown', 'wide')], ['19', '01', '44'])
    assert.deepEqual([toNeighbour('96', 'ArrowDown', 'wide'), toNeighbour('25', 'Enter', 'wide')], [null, null])
  })

  it('can all be reached by keys from the first', () => {
    const reached = new Set<string>()
    const ahead = [TILES[0]!.code]
    while (ahead.length) {
      const code = ahead.pop()!
      if (reached.has(code)) continue
      reached.add(code)
      for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) ahead.push(...[toNeighbour(code, key, 'narrow')].flatMap((it) => it ?? []))
    }
    assert.equal(reached.size, 34)
  })
})
