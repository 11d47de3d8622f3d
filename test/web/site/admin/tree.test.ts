import assert from 'node:assert/strict'
import { findTyped, toTreeMove } from '../../../../web/site/admin/units/tree-keys.ts'
import { sortSiblings, toTreeRows, type TreeNode } from '../../../../web/site/admin/units/tree-rows.ts'
import { toTimeRule } from '../../../../web/site/admin/units/time-rule.ts'

const node = (code: string, kind: TreeNode['kind'], nameVi: string, parent: string | null): TreeNode => ({ code, kind, nameVi, nameEn: nameVi, parent })
const root = node('VN', 'country', 'Việt Nam', null)
const [phuTho, daNang, phuong] = [node('25', 'province', 'Tỉnh Phú Thọ', 'VN'), node('48', 'province', 'Thành phố Đà Nẵng', 'VN'), node('251', 'commune', 'Phường Việt Trì', '25')]
const children = new Map([['VN', [phuTho, daNang]], ['25', [phuong]], ['48', []]])
const rowsWith = (...expanded: string[]) => toTreeRows(root, children, new Set(expanded))

describe('the tree of units', () => {
  it('shows what lies below open units only, and says where each stands', () => {
    assert.deepEqual(rowsWith('VN', '25').map(({ node: { code }, level, position, size }) => [code, level, position, size]), [
      ['VN', 1, 1, 1], ['25', 2, 1, 2], ['251', 3, 1, 1], ['48', 2, 2, 2],
    ])
    assert.deepEqual(rowsWith('25').map(({ node: { code } }) => code), ['VN'])
  })

  it('takes a unit for a leaf only when it is known to be empty', () => {
    const leaves = rowsWith('VN', '25').filter(({ leaf }) => leaf).map(({ node: { code } }) => code)
    assert.deepEqual(leaves, ['48'])
  })

  it('orders siblings by kind, then by name with its numbers counted', () => {
    const shuffled = [node('c', 'counter', 'Quầy 10', 'x'), node('b', 'counter', 'Quầy 2', 'x'), node('a', 'centre', 'Trung tâm', 'x')]
    assert.deepEqual(sortSiblings(shuffled, 'vi').map(({ code }) => code), ['a', 'b', 'c'])
  })

  it('moves by the keys of the tree pattern', () => {
    const rows = rowsWith('VN', '25')
    const at = (key: string, code: string) => toTreeMove(key, rows, code)
    assert.deepEqual(at('ArrowDown', '25'), { act: 'focus', code: '251' })
    assert.deepEqual(at('ArrowUp', '25'), { act: 'focus', code: 'VN' })
    assert.deepEqual(at('End', 'VN'), { act: 'focus', code: '48' })
    assert.deepEqual(at('Home', '48'), { act: 'focus', code: 'VN' })
    assert.deepEqual(at('ArrowRight', '25'), { act: 'focus', code: '251' }, 'an open unit is entered')
    assert.deepEqual(at('ArrowRight', '251'), { act: 'open', code: '251' }, 'a closed one is opened')
    assert.equal(at('ArrowRight', '48'), null, 'an empty one has nothing to open')
    assert.deepEqual(at('ArrowLeft', '25'), { act: 'close', code: '25' })
    assert.deepEqual(at('ArrowLeft', '251'), { act: 'focus', code: '25' }, 'a closed one is left for the unit above')
    assert.deepEqual(at('Enter', '251'), { act: 'choose', code: '251' })
    assert.equal(at('ArrowUp', 'VN'), null)
  })

  it('finds by letters without marks, at the beginning of any word, going round', () => {
    const rows = rowsWith('VN')
    const find = (typed: string, from: string) => findTyped(rows, from, typed, ({ node: { nameVi } }) => nameVi)
    assert.equal(find('phu', 'VN'), '25')
    assert.equal(find('da', '25'), '48')
    assert.equal(find('v', '48'), 'VN')
    assert.equal(find('t', '25'), '48', 'one letter goes on to the next')
    assert.equal(find('xyz', 'VN'), null)
  })
})

describe('the rule of a history', () => {
  it('lays stretches end to end and leaves an open one to the edge', () => {
    const { segments, today } = toTimeRule([{ from: '2020-01-01', to: '2025-07-01' }, { from: '2025-07-01', to: null }], '2026-07-01')
    const [first, second] = segments
    assert.ok(first && second)
    assert.equal(first.left, 0)
    assert.ok(Math.abs(first.left + first.width - second.left) < 0.02)
    assert.ok(second.open && Math.abs(second.left + second.width - 100) < 0.02)
    assert.ok(today > second.left && today < 100)
  })

  it('labels at most six years', () => {
    for (const from of ['2025-03-01', '2019-01-01', '2000-01-01', '1976-07-02']) {
      const labels = toTimeRule([{ from, to: null }], '2026-07-01').ticks.filter(({ label }) => label)
      assert.ok(labels.length >= 1 && labels.length <= 6, `${from}: ${labels.length} labels`)
    }
  })
})
