import assert from 'node:assert/strict'
import { ADMINISTRATOR, openFrontDoor, type FrontDoor } from '../support/front-door.ts'

const DAY_MS = 86_400_000

describe('accounts in which nobody has signed in for long', function () {
  let door: FrontDoor
  let now = Date.now()
  before(async () => {
    door = await openFrontDoor({ workers: false, clock: () => now, settings: { idleAccountDays: 90 } })
    await door.access.accounts.ensureAdministrator('qt2@example.vn', 'mot-cau-dai-de-nho')
    await door.record.query("INSERT INTO account (id, email, password_hash, name, role) VALUES (gen_random_uuid(), 'gd@example.vn', 'x', 'GĐ', 'director')")
    await door.record.query("INSERT INTO account (id, email, password_hash, name, role, demo) VALUES (gen_random_uuid(), 'demo@example.vn', 'x', 'Demo', 'director', true)")
  })
  after(() => door.close())

  const disabled = async () => (await door.record.query<{ email: string }>("SELECT email FROM account WHERE disabled_reason = 'idle' ORDER BY email")).map((it) => it.email)

  it('are disabled, but never the last administrator of the country, and once only', async () => {
    now += 89 * DAY_MS
    assert.equal(await door.access.idleAccounts.disableIdle(), 0)
    await door.signIn()
    now += 2 * DAY_MS
    assert.equal(await door.access.idleAccounts.disableIdle(), 2)
    assert.deepEqual(await disabled(), ['gd@example.vn', 'qt2@example.vn'])
    now += 400 * DAY_MS
    assert.equal(await door.access.idleAccounts.disableIdle(), 0)
    await door.signIn(ADMINISTRATOR)
    assert.equal((await door.record.query("SELECT 1 FROM audit_log WHERE action = 'account.disable' AND actor = 'system'")).length, 2)
  })

  it('start anew when they are enabled again', async () => {
    await door.record.query("UPDATE account SET disabled_at = NULL, disabled_reason = NULL, enabled_at = $1 WHERE email = 'gd@example.vn'", [new Date(now)])
    now += 89 * DAY_MS
    assert.equal(await door.access.idleAccounts.disableIdle(), 0)
    now += 2 * DAY_MS
    assert.equal(await door.access.idleAccounts.disableIdle(), 1)
  })
})
