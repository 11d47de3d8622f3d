import assert from 'node:assert/strict'
import { openFrontDoor, type FrontDoor } from '../../support/front-door.ts'

describe('importing tablets', function () {
  let door: FrontDoor
  before(async () => {
    door = await openFrontDoor()
    await door.importCsv('units', 'code,parentCode,kind,nameVi,validFrom\nA.C,46,centre,Trung tâm Huế,2020-01-01\nB.C,92,centre,Trung tâm Cần Thơ,2020-01-01\n')
    await door.importCsv('counters', 'code,centreCode,nameVi,validFrom\nA.Q1,A.C,Quầy 1,2020-01-01\nA.Q2,A.C,Quầy 2,2020-01-01\nB.Q1,B.C,Quầy 1,2020-01-01\n')
  })
  after(() => door.close())

  const importDevices = async (lines: string[], more = {}) => (await door.importCsv('devices', `Số máy;Mã quầy\n${lines.join('\n')}\n`, more)).body
  const standing = async (serial: string) => (await door.record.query<{ counter_code: string; valid_to: Date | null }>(
    'SELECT counter_code, valid_to FROM device JOIN device_place ON device_id = device.id WHERE serial = $1 ORDER BY valid_from', [serial],
  )).map((it) => `${it.counter_code}${it.valid_to ? ' before' : ''}`)
  const rules = (status: { problems: { line: number; column: string; rule: string }[] }) => status.problems.map((it) => `${it.line} ${it.column}: ${it.rule}`)

  it('makes those that are new, and the same file again changes nothing', async () => {
    assert.deepEqual([(await importDevices(['D-1;A.Q1', 'D-2;A.Q1'])).accepted, (await importDevices(['D-1;A.Q1', 'D-2;A.Q1'])).accepted], [2, 2])
    assert.deepEqual([await standing('D-1'), await standing('D-2')], [['A.Q1'], ['A.Q1']])
  })

  it('moves those that stand elsewhere; where a tablet recorded before is kept', async () => {
    await importDevices(['D-3;A.Q1', 'D-4;A.Q1'])
    const { rows: [sheet] } = { rows: (await door.registry.devices.renewCodesAt({ counterCodes: ['A.Q1'], actor: 'system', subject: 'unit:A.C' })).codes.filter((it) => it.serial === 'D-3') }
    await door.registry.devices.enrol({ enrolmentCode: sheet?.enrolmentCode ?? '', appVersion: '1', hardware: null })
    await importDevices(['D-3;A.Q2', 'D-4;A.Q2'])
    assert.deepEqual([await standing('D-3'), await standing('D-4')], [['A.Q1 before', 'A.Q2'], ['A.Q2']], 'one that was never enrolled has no past')
  })

  it('makes a serial anew when the tablet that had it was revoked', async () => {
    await importDevices(['D-5;A.Q1'])
    const [old] = await door.record.query<{ id: string }>('SELECT id FROM device WHERE serial = $1', ['D-5'])
    await door.registry.devices.revoke({ deviceId: old?.id ?? '', actor: 'system' })
    await importDevices(['D-5;A.Q2'])
    assert.deepEqual((await standing('D-5')).sort(), ['A.Q1', 'A.Q2'])
  })

  it('keeps the good lines and says of each other one what is wrong with it', async () => {
    for (const counterCode of ['A.Q1', 'A.Q2']) await door.registry.devices.create({ counterCode, serial: 'TWICE', actor: 'system' })
    const status = await importDevices(['D-6;NOWHERE', ';A.Q1', 'D-7;A.Q1', 'D-7;A.Q2', 'TWICE;A.Q1', 'D-8;A.Q1'])
    assert.deepEqual(rules(status), [
      '2 counterCode: a known counter', '3 serial: a value is required', '5 serial: one line for each serial; an earlier one says A.Q1',
      '6 serial: a serial of one tablet; 2 living tablets have it, revoke those that are wrong',
    ])
    assert.deepEqual([status.accepted, await standing('D-7'), await standing('D-8')], [2, ['A.Q1'], ['A.Q1']])
  })

  it('lets a key of one unit neither place nor take a tablet elsewhere, and a dry run stores nothing', async () => {
    await importDevices(['D-9;B.Q1'])
    const key = await door.newKey(['registry:write'], '46')
    const scopeRule = 'within 46, where this key or account may write'
    assert.deepEqual(rules(await importDevices(['D-10;B.Q1', 'D-9;A.Q1', 'D-11;A.Q1'], { key, dryRun: true })), [`2 counterCode: ${scopeRule}`, `3 serial: ${scopeRule}`])
    assert.deepEqual(await standing('D-11'), [])
  })
})
