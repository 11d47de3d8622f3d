import type { AccessMessageKey } from './vi-access.ts'

/** Who may do what, and what was done, in English. */
export const enAccess: Record<AccessMessageKey, string> = {
  listAll: 'all',
  listFilter: 'filter',
  listNothing: 'No row fits the filters.',
  listClear: 'Clear filters',
  listSome: 'The first {count} {count:row|rows}.',
  listAllShown: 'All {count} {count:row|rows}.',
  listMore: 'Show more',
  pickerHint: 'Type a code or a name, then choose from the list.',
  pickerChosen: 'Chosen: {name}',

  adminGroupPlaces: 'Places',
  adminGroupPeople: 'People and systems',
  adminGroupOperations: 'Operations',
  adminPartNone: 'This account opens no part of the administration.',

  roleOfficial: 'official at a counter',
  roleDirector: 'centre director',
  roleHomeAffairs: 'Home Affairs, province or commune',
  roleNationalHomeAffairs: 'Ministry of Home Affairs',
  roleMonitor: 'monitoring unit',
  roleCaseHandler: 'case handler',
  roleAuditor: 'auditor',
  roleAdministrator: 'administrator',

  auditTitle: 'Who did what',
  auditHint: 'Every line carries the mark of the one before: a changed, removed or added line shows when the log is verified.',
  auditExport: 'Download the whole log (NDJSON)',
  auditVerify: 'Verify the file: npm run verify-audit -- audit-log.ndjson',
  auditSealed: 'Last seal: line {seq}, {time}.',
  auditFrom: 'From',
  auditTo: 'Before',
  columnSeq: 'No.',
  columnAt: 'When',
  columnActor: 'Who',
  columnAction: 'What',
  columnSubject: 'Of what',
  columnDetail: 'Detail',
  actorSystem: 'the system',
  actorDevice: 'tablet {id}',
}
