import assert from 'node:assert/strict'
import { groupSignals, type OpenAlert } from '../../../response/alerts/group-signals.ts'
import type { Signal } from '../../../response/alerts/signal.ts'

const tablet = (n: number, centre: string, province = 'P'): Signal => ({ subject: `device:${n}`, placeCode: `${centre}.Q${n}`, centreCode: centre, provinceCode: province, facts: { tablets: 1 }, since: 0 })
const of = (count: number, centre: (n: number) => string) => Array.from({ length: count }, (_, n) => tablet(n, centre(n)))
const linesOf = ({ joined, raised }: ReturnType<typeof groupSignals>) => [...joined.map((it) => `into ${it.alertId}: ${it.signals.length}`), ...raised.map((it) => `${it.scope} ${it.unitCode}: ${it.signals.length}`)]

describe('gathering what happens at once', () => {
  it('tells of two hundred tablets of a province that fall silent at once by one alert', () => {
    assert.deepEqual(linesOf(groupSignals('silent-tablets', of(200, (n) => `C${n % 25}`), [], [])), ['province P: 200'])
  })

  it('tells of one centre by one alert, and of single tablets each by its own', () => {
    assert.deepEqual(linesOf(groupSignals('silent-tablets', [...of(12, () => 'C1')], [], [])), ['centre C1: 12'], 'one centre is no province')
    assert.deepEqual(linesOf(groupSignals('silent-tablets', [tablet(1, 'C1'), tablet(2, 'C1'), tablet(3, 'C2')], [], [])), ['single C1: 1', 'single C1: 1', 'single C2: 1'])
    assert.deepEqual(linesOf(groupSignals('silent-tablets', [...of(6, () => 'C1'), ...of(6, () => 'C2').map((it) => ({ ...it, provinceCode: 'R' }))], [], [])), ['centre C1: 6', 'centre C2: 6'], 'two provinces are no province')
  })

  it('gathers what falls silent one after the other, after a few single alerts', () => {
    const open: OpenAlert[] = []
    const lasting: Signal[] = []
    let raised = 0
    for (const fresh of of(200, (n) => `C${n % 25}`)) {
      const grouping = groupSignals('silent-tablets', [fresh], open, lasting)
      for (const it of grouping.raised) {
        raised += 1
        if (it.scope !== 'single') open.push({ id: String(raised), scope: it.scope, unitCode: it.unitCode })
      }
      lasting.push(fresh)
    }
    assert.equal(raised, 10, 'nine alone, the tenth for the province, and the rest joins it')
  })

  it('never gathers ratings whose givers want an answer', () => {
    assert.equal(groupSignals('very-bad-rating', of(40, () => 'C1'), [], []).raised.length, 40)
  })
})
