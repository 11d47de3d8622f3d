import assert from 'node:assert/strict'
import { createAccess } from '../../access/create-access.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { PUBLIC_URL } from '../support/front-door.ts'
import { accessSettings, freshRecord, quietLogger, sharedRedis } from '../support/stores.ts'

const GUEST = { email: 'khach@demo.example', password: 'demo', role: 'director', unitCode: 'DEMO.HUE', name: 'Giám đốc (demo)' } as const

describe('a demo', function () {
  let record: RecordStore
  before(async () => { record = await freshRecord() })
  beforeEach(async () => {
    await record.query('DELETE FROM account')
    await record.query('DELETE FROM setting')
  })

  const open = async (demo: boolean) =>
    createAccess({ record, redis: await sharedRedis(), clock: Date.now, publicUrl: PUBLIC_URL, logger: quietLogger, demo, settings: accessSettings })

  it('has sign-ins of its own, renewed at every start', async () => {
    const { accounts } = await open(true)
    await accounts.ensureDemoAccounts([GUEST])
    await accounts.ensureDemoAccounts([{ ...GUEST, password: 'demo-2' }])
    const guest = await accounts.verify(GUEST.email, 'demo-2')
    assert.deepEqual([guest?.role, guest?.unitCode, guest?.name], ['director', 'DEMO.HUE', 'Giám đốc (demo)'])
    await open(true)
  })

  it('cannot be had from a real start: neither its accounts nor its record', async () => {
    const { accounts } = await open(false)
    await assert.rejects(accounts.ensureDemoAccounts([GUEST]), /only exist in a demo/)
    assert.equal(await accounts.hasAny(), false)
    await open(true)
    await assert.rejects(open(false), /belongs to a demo/)
  })

  it('is not put into a record that somebody works with', async () => {
    const { accounts } = await open(false)
    await accounts.ensureAdministrator('quan-tri@example.vn', 'mat-khau-dai-va-kho-doan')
    await assert.rejects(open(true), /in real use/)
  })
})
