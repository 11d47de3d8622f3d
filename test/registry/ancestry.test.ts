import assert from 'node:assert/strict'
import { toAncestry } from '../../registry/ancestry.ts'
import type { Unit, UnitKind } from '../../contract/unit.ts'

const stretch = (code: string, parentCode: string | null, kind: UnitKind, validFrom: string, validTo: string | null = null, name = code): Unit =>
  ({ code, parentCode, kind, nameVi: name, nameEn: name, validFrom, validTo, successorCode: null })

const flatten = (...units: Unit[]) => {
  const byCode = new Map<string, Unit[]>()
  for (const unit of units) byCode.set(unit.code, [...(byCode.get(unit.code) ?? []), unit])
  return toAncestry(byCode).map((it) => `${it.code} in ${it.ancestorCode} (${it.ancestorKind}) ${it.validFrom}–${it.validTo}`)
}

describe('ancestry', () => {
  it('puts every unit into itself and all above it, for the days on which the whole path was valid', () => {
    assert.deepEqual(flatten(
      stretch('VN', null, 'country', '2000-01-01'),
      stretch('46', 'VN', 'province', '2025-07-01'),
      stretch('C', '46', 'centre', '2020-01-01', '2026-01-01'),
    ), [
      'VN in VN (country) 2000-01-01–2200-01-01',
      '46 in 46 (province) 2025-07-01–2200-01-01',
      '46 in VN (country) 2025-07-01–2200-01-01',
      'C in C (centre) 2020-01-01–2026-01-01',
      'C in 46 (province) 2025-07-01–2026-01-01',
      'C in VN (country) 2025-07-01–2026-01-01',
    ])
  })

  it('follows a centre that moves from one agency to another', () => {
    assert.deepEqual(flatten(
      stretch('A', null, 'agency', '2000-01-01'), stretch('B', null, 'agency', '2000-01-01'),
      stretch('C', 'A', 'centre', '2020-01-01', '2024-05-01'), stretch('C', 'B', 'centre', '2024-05-01'),
    ).filter((it) => it.startsWith('C')), [
      'C in C (centre) 2020-01-01–2200-01-01',
      'C in A (agency) 2020-01-01–2024-05-01',
      'C in B (agency) 2024-05-01–2200-01-01',
    ])
  })

  it('says one thing once, however often an ancestor changed its name', () => {
    assert.deepEqual(flatten(
      stretch('P', null, 'province', '2000-01-01', '2010-01-01', 'old name'), stretch('P', null, 'province', '2010-01-01', null, 'new name'),
      stretch('C', 'P', 'centre', '2005-01-01'),
    ).filter((it) => it.startsWith('C in P')), ['C in P (province) 2005-01-01–2200-01-01'])
  })

  it('ends, even if a loop were in the record', () => {
    assert.ok(flatten(stretch('A', 'B', 'agency', '2000-01-01'), stretch('B', 'A', 'agency', '2000-01-01')).length > 0)
  })
})
