import type { Right } from '../contract/access.ts'
import { RIGHT_MEANINGS, ROLES } from './rights.ts'
import { ROUTE_RULES, type Callers } from './route-rules.ts'

const REACHES = {
  unit: 'its unit and all below it; the whole country where the account has no unit',
  country: 'the whole country',
  self: 'the person alone',
}

const describeCallers = (callers: Callers): string => {
  if (callers === 'public') return 'everybody'
  if (callers === 'signed-in') return 'whoever is signed in'
  if ('sender' in callers) return [callers.sender ? `keys with \`${callers.sender}\`` : null, callers.devices ? 'tablets' : null].filter(Boolean).join(', ')
  return callers.map((it) => `\`${it}\``).join(' or ')
}

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** docs/rights.md: the table of rights as people read it. `npm run docs` writes it, a test holds the file against it. */
export function renderRights(): string {
  const roles = Object.entries(ROLES)
  const holders = (right: Right) => roles.filter(([, { rights }]) => rights.includes(right)).map(([role]) => role).join(', ')
  return `# Who may do what

This page is written by \`npm run docs\` from [rights.ts](../access/rights.ts) and [route-rules.ts](../access/route-rules.ts), which the
[guard](../access/guard.ts) enforces before any route runs. A route without a row answers 404 to everybody. Citizens need no role: what
is public is public. An API key has the rights of its scopes, within its unit.

## Roles

${table(['role', 'reaches', 'rights'], roles.map(([role, { reach, rights }]) => [role, REACHES[reach], rights.map((it) => `\`${it}\``).join(', ')]))}

## Rights

${table(['right', 'what it opens', 'roles'], (Object.keys(RIGHT_MEANINGS) as Right[]).map((right) => [`\`${right}\``, RIGHT_MEANINGS[right], holders(right)]))}

## Routes

Reach: *own unit* shows and changes only what lies in the unit of the account or key; *own* only what is the caller's own; *country* is
for accounts and keys of the whole country; *all* belongs to no unit.

${table(['route', 'who', 'reach'], Object.entries(ROUTE_RULES).map(([route, { callers, reach }]) => [`\`${route}\``, describeCallers(callers), reach]))}
`
}
