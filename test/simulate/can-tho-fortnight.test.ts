import assert from 'node:assert/strict'
import { dossier } from '../../contract/dossier.ts'
import { toHanoiDay } from '../../contract/period.ts'
import { fortnight, receiveFortnight } from '../../simulate/can-tho-fortnight.ts'
import { canThoCentre } from '../../simulate/demo-centres.ts'
import { isOpenAt } from '../../simulate/opening-hours.ts'

const toPercent = (numerator: number, denominator: number) => Math.round((numerator / denominator) * 1000) / 10

describe('Cần Thơ from 26/2 to 7/3/2024', () => {
  const dossiers = receiveFortnight(766)
  const count = (test: (it: (typeof dossiers)[number]) => boolean) => dossiers.filter(test).length

  it('received 7,642 dossiers with codes of their own at 16 agencies', () => {
    assert.equal(dossiers.length, 7642)
    assert.equal(new Set(dossiers.map((it) => it.code)).size, 7642)
    assert.equal(new Set(dossiers.map((it) => it.agencyCode)).size, 16)
    assert.equal(canThoCentre.procedureCount, 1430)
  })

  it('gives the four published shares: 61.5, 39.9, 42.6 and 19.2 %', () => {
    assert.equal(toPercent(count((it) => it.channel === 'online'), count((it) => it.onlineEligible === true)), 61.5)
    const components = dossiers.reduce((sum, it) => sum + it.components!, 0)
    assert.equal(toPercent(dossiers.reduce((sum, it) => sum + it.componentsDigitised!, 0), components), 39.9)
    assert.equal(toPercent(count((it) => it.componentsDigitised! > 0), dossiers.length), 39.9)
    assert.equal(toPercent(count((it) => it.resultElectronic === true), count((it) => it.status === 9 || it.status === 10)), 42.6)
    assert.equal(toPercent(count((it) => it.paidOnline !== 'no'), count((it) => it.fee! > 0 && it.paid === true)), 19.2)
  })

  it('receives and resolves all of them within those days, while the centre is open', () => {
    for (const it of dossiers) {
      for (const moment of [it.receivedAt, it.finishedAt!]) {
        const epochMs = Date.parse(moment)
        assert.ok(isOpenAt(canThoCentre, epochMs), moment)
        assert.ok(toHanoiDay(epochMs) >= fortnight.firstDay && toHanoiDay(epochMs) <= fortnight.lastDay, moment)
      }
      assert.ok(it.receivedAt <= it.finishedAt! && it.finishedAt! <= it.updatedAt)
      assert.ok(dossier.safeParse(it).success)
    }
  })

  it('keeps the shares whatever the seed', () => {
    const others = receiveFortnight(1)
    assert.notDeepEqual(others, dossiers)
    assert.equal(others.filter((it) => it.channel === 'online').length, 4700)
  })
})
