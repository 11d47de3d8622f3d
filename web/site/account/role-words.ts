import type { Role } from '../../../contract/role.ts'
import type { MessageKey } from '../../i18n/messages.ts'

/** The message that names a role. */
export const ROLE_WORDS = {
  'official': 'roleOfficial', 'director': 'roleDirector', 'home-affairs': 'roleHomeAffairs', 'national-home-affairs': 'roleNationalHomeAffairs',
  'monitor': 'roleMonitor', 'case-handler': 'roleCaseHandler', 'auditor': 'roleAuditor', 'administrator': 'roleAdministrator',
} as const satisfies Record<Role, MessageKey>
