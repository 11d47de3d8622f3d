import type { Right } from '../contract/access.ts'
import type { Role } from '../contract/role.ts'

/** Whose things a role's rights reach: everything below the account's unit (the country where it has none), or the person alone. */
export type RoleReach = 'unit' | 'country' | 'self'

/** The whole of who may do what. */
export const ROLES: Record<Role, { reach: RoleReach; rights: readonly Right[] }> = {
  'official': { reach: 'self', rights: ['own-results:read'] },
  'director': { reach: 'unit', rights: ['results:read', 'named-results:read', 'names:read', 'registry:read', 'comments:answer', 'findings:answer', 'petitions:handle', 'reports:write', 'cases:read', 'cases:handle', 'said-done:publish', 'alerts:write', 'surveys:write'] },
  'home-affairs': { reach: 'unit', rights: ['results:read', 'named-results:read', 'names:read', 'registry:read', 'figures:write', 'appeals:decide', 'quality:decide', 'petitions:handle', 'reports:write', 'cases:read', 'alerts:write', 'surveys:write'] },
  'national-home-affairs': { reach: 'country', rights: ['results:read', 'registry:read', 'figures:write', 'editions:publish'] },
  'monitor': { reach: 'unit', rights: ['results:read', 'registry:read', 'reports:write', 'cases:read'] },
  'case-handler': { reach: 'unit', rights: ['results:read', 'originals:read', 'comments:answer', 'petitions:handle', 'cases:read', 'cases:handle'] },
  'auditor': {
    reach: 'unit',
    rights: ['results:read', 'named-results:read', 'names:read', 'registry:read', 'accounts:read', 'keys:read', 'operations:read', 'audit:read', 'cases:read'],
  },
  'administrator': {
    reach: 'unit',
    rights: [
      'results:read', 'names:read', 'registry:read', 'registry:write', 'devices:write', 'ratings:write', 'survey-responses:write', 'dossiers:write',
      'measures:write', 'petitions:write', 'accounts:read', 'accounts:write', 'keys:read', 'keys:write', 'operations:read', 'operations:write', 'audit:read', 'alerts:write', 'surveys:write',
    ],
  },
}

/** What each right means, for docs/rights.md and whoever gives it. */
export const RIGHT_MEANINGS: Record<Right, string> = {
  'results:read': 'figures that are not published: by counter, procedure, sector and hour, and counts under 10',
  'named-results:read': 'figures of single officials; every reading is in the audit log',
  'own-results:read': 'the figures of one’s own counterwork, in steps that do not show who rated',
  'names:read': 'the names of officials, where others see their code',
  'originals:read': 'comments and petitions as they were written, before personal data was masked, and how to reach who sent a petition; every reading is in the audit log',
  'comments:answer': 'marking comments as read or answered, with a note of what was done',
  'findings:answer': 'saying to a finding about a counter what its cause is and what will be done, or appealing against it',
  'appeals:decide': 'deciding appeals against findings about counters, never one’s own',
  'quality:decide': 'deciding that odd ratings of a device’s day count after all, or that none of them does',
  'petitions:handle': 'the queue of petitions, and every step of handling them',
  'petitions:write': 'sending petitions that came in elsewhere',
  'reports:write': 'writing and signing the monthly report of the monitoring unit',
  'cases:read': 'cases: what is done about alerts, comments, findings and ratings whose givers want an answer',
  'cases:handle': 'opening cases and taking their steps; reading a contact, by whom the case is given to, every time in the audit log',
  'said-done:publish': 'checking what was said and done before everybody reads it, never what one has written oneself',
  'alerts:write': 'settling by which rules alerts are raised, and how long cases may take',
  'registry:read': 'counters, officials, procedures, calendars and tablets',
  'registry:write': 'changing units, counters, officials, procedures, calendars and tablets, and importing them',
  'devices:write': 'enrolling, moving, messaging and revoking tablets',
  'ratings:write': 'sending and importing ratings',
  'surveys:write': 'making questionnaires, and inviting people to answer them',
  'survey-responses:write': 'having people who were served invited to answer a survey',
  'dossiers:write': 'sending and importing dossiers',
  'measures:write': 'sending and importing measures that other systems report',
  'figures:write': 'settling, for the whole country, whether reported or counted figures stand',
  'accounts:read': 'who has an account, with which role and unit',
  'accounts:write': 'making, changing and closing accounts',
  'keys:read': 'which API keys exist, never the keys themselves',
  'keys:write': 'making and revoking API keys',
  'operations:read': 'what could not be stored, custody, and how far recomputations are',
  'operations:write': 'trying again what could not be stored, and having figures counted afresh',
  'audit:read': 'the audit log',
  'editions:publish': 'freezing a month, after which its published figures never change, and what is not yet public of one',
}
