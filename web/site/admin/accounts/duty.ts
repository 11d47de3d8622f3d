import type { Role } from '../../../../contract/role.ts'

/** What a form says somebody may do; '' stands for what was left empty. */
export interface DutyForm { role: Role, unitCode: string, officialCode: string }

/** As the server takes it: what does not belong to the role is left out. */
export const toDuty = ({ role, unitCode, officialCode }: DutyForm) => ({
  role,
  unitCode: role === 'national-home-affairs' ? null : unitCode.trim() || null,
  officialCode: role === 'official' ? officialCode.trim() || null : null,
})
