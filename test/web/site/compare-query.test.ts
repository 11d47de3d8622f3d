import assert from 'node:assert/strict'
import { levelsWithin, toChance, toFiltered, toLevel, toOrdered, toPlaceKind } from '../../../web/site/compare/compare-query.ts'
import { toEmbedAddress, toEmbedCode, toPictureAddress } from '../../../web/site/share/share-address.ts'

const place = (name: string, value: number | null, sampleSize: number | null = 100) => ({
  code: name, name, kind: toPlaceKind(name), estimate: value === null ? null : { value, lower: value, upper: value, sampleSize }, alone: null, side: null, missing: 'dưới 10',
})
const places = [place('Xã Bản Nguyên', 0.9, 40), place('Phường Việt Trì', 0.7, 900), place('Sở Ngoại vụ', null), place('Xã An Bình', 0.8, 300)]
const namesOf = (order: Parameters<typeof toOrdered>[1]) => toOrdered(places, order, 'vi').map(({ name }) => name)

describe('a comparison of places', () => {
  it('is ordered as the reader chose, whoever has no figure last', () => {
    assert.deepEqual(namesOf('kind'), ['Phường Việt Trì', 'Xã An Bình', 'Xã Bản Nguyên', 'Sở Ngoại vụ'])
    assert.deepEqual(namesOf('name'), ['Phường Việt Trì', 'Xã An Bình', 'Xã Bản Nguyên', 'Sở Ngoại vụ'])
    assert.deepEqual(namesOf('value'), ['Xã Bản Nguyên', 'Xã An Bình', 'Phường Việt Trì', 'Sở Ngoại vụ'])
    assert.deepEqual(namesOf('count'), ['Phường Việt Trì', 'Xã An Bình', 'Xã Bản Nguyên', 'Sở Ngoại vụ'])
  })

  it('finds names typed without their marks', () => {
    assert.deepEqual(toFiltered(places, ' viet tri ').map(({ name }) => name), ['Phường Việt Trì'])
  })

  it('offers the levels that lie within a unit, and falls back to the first', () => {
    assert.deepEqual(levelsWithin('province'), ['agency', 'commune', 'centre'])
    assert.deepEqual([toLevel('commune', 'province'), toLevel('commune', 'country'), toLevel(undefined, 'agency')], ['commune', 'province', 'centre'])
  })

  it('says how many may lie outside by chance, once that is one', () => {
    assert.deepEqual([toChance(19), toChance(34), toChance(160)], [null, 2, 8])
  })
})

describe('what is shared of a figure', () => {
  const shared = { code: 'DEMO.46', indicator: 'on-time-due', period: '2026-10', language: 'vi' as const }

  it('has the address of its picture and of its frame, without a period where it shall go on', () => {
    assert.equal(toPictureAddress(shared), '/anh-chia-se/DEMO.46.png?indicator=on-time-due&period=2026-10&lang=vi')
    assert.equal(toEmbedAddress({ ...shared, period: null }, 'ruler', 'dark'), '/nhung/DEMO.46?indicator=on-time-due&view=ruler&lang=vi&theme=dark')
  })

  it('is pasted as code that no name can break out of', () => {
    const code = toEmbedCode('https://thuocdo.example', toEmbedAddress(shared, 'trend', 'auto'), 'Nơi "A" <b>', 'trend')
    assert.match(code, /^<iframe src="https:\/\/thuocdo\.example\/nhung\/DEMO\.46\?indicator=on-time-due&amp;period=2026-10&amp;view=trend&amp;lang=vi" title="Nơi &quot;A&quot; &lt;b&gt;" /)
  })
})
