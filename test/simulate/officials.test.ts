import assert from 'node:assert/strict'
import { planShifts } from '../../registry/officials/shift-plan.ts'
import { demoCentres } from '../../simulate/demo-centres.ts'
import { demoOfficialCode, toOfficialsCsv, toShifts } from '../../simulate/officials.ts'

describe('the officials of the demo', () => {
  it('are invented: their codes begin with DEMO, their names say that they are on trial', () => {
    const shifts = demoCentres.flatMap((it) => toShifts(it, '2025-11-27'))
    assert.ok(shifts.length > 80)
    for (const { code, name } of shifts) assert.ok(code.startsWith('DEMO.') && /^Cán bộ thử \d\d$/.test(name), `${code} ${name}`)
  })

  it('never sit at one counter two at a time, also where neighbours change places', () => {
    const shifts = demoCentres.flatMap((it) => toShifts(it, '2025-11-27'))
    assert.ok(shifts.length > new Set(shifts.map((it) => it.code)).size)
    const rows = shifts.map((it, index) => ({ line: index + 2, shift: { officialCode: it.code, counterCode: it.counterCode, validFrom: it.validFrom, statedTo: null } }))
    const { breaches } = planShifts({ recorded: [], neighbours: [], leftAt: new Map(), rows, newId: () => '' })
    assert.deepEqual([...breaches], [])
  })

  it('begin with the centre where it opened later', () => {
    const late = demoCentres.find((it) => it.unit.validFrom === '2025-12-31')
    assert.ok(late && toShifts(late, '2025-11-27').every((it) => it.validFrom >= '2025-12-31'))
  })

  it('have one who may sign in, and stand in the file', () => {
    const [hue] = demoCentres
    assert.ok(hue && toOfficialsCsv(demoCentres, '2025-11-27').includes(`${demoOfficialCode(hue)},Cán bộ thử 01,${hue.counters[0]?.code},2025-11-27,`))
  })
})
