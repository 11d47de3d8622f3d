import type { IdleAccounts } from '../access/idle-accounts.ts'
import type { JobDefinition } from './job.ts'

/** Every night: disables the accounts in which nobody has signed in for IDLE_ACCOUNT_DAYS. */
export const disableIdleAccountsJob = ({ idleAccounts }: { idleAccounts: IdleAccounts }): JobDefinition => ({
  id: 'disable-idle-accounts',
  schedule: { cron: '10 2 * * *' },
  run: async () => void (await idleAccounts.disableIdle()),
})
