import type { Component } from 'vue'
import type { Right } from '../../../contract/access.ts'
import type { MessageKey } from '../../i18n/messages.ts'

/** One part of the administration: its address `/quan-tri/<id>`, its name, and the rights of which one opens it. */
export interface AdminPart {
  id: string
  name: MessageKey
  group: 'places' | 'people' | 'publication' | 'operations'
  rights: readonly Right[]
  load: () => Promise<{ default: Component }>
}

/** The parts in the order of the menu. Adding one = a component in this folder and a line here. */
export const adminParts: readonly AdminPart[] = [
  { id: 'don-vi', name: 'partUnits', group: 'places', rights: ['registry:read', 'registry:write'], load: () => import('./UnitsPart.vue') },
  { id: 'quay', name: 'partCounters', group: 'places', rights: ['registry:read', 'registry:write'], load: () => import('./CountersPart.vue') },
  { id: 'to-chuc-lai', name: 'partReorganisations', group: 'places', rights: ['registry:read', 'registry:write'], load: () => import('./ReorganisationsPart.vue') },
  { id: 'thiet-bi', name: 'partDevices', group: 'places', rights: ['registry:read', 'devices:write'], load: () => import('./DevicesPart.vue') },
  { id: 'man-hinh-danh-gia', name: 'partKiosk', group: 'places', rights: ['registry:read', 'devices:write'], load: () => import('./KioskSettingsPart.vue') },
  { id: 'thu-tuc', name: 'partProcedures', group: 'places', rights: ['registry:read', 'registry:write'], load: () => import('./ProceduresPart.vue') },
  { id: 'lich-lam-viec', name: 'partCalendar', group: 'places', rights: ['registry:read', 'registry:write'], load: () => import('./WorkingCalendarPart.vue') },
  { id: 'gio-mo-cua', name: 'partOpeningHours', group: 'places', rights: ['registry:read', 'registry:write'], load: () => import('./OpeningHoursPart.vue') },
  { id: 'nhap-du-lieu', name: 'partImport', group: 'places', rights: ['registry:write', 'ratings:write', 'dossiers:write'], load: () => import('./ImportPart.vue') },
  { id: 'can-bo', name: 'partOfficials', group: 'people', rights: ['registry:read', 'registry:write'], load: () => import('./OfficialsPart.vue') },
  { id: 'tai-khoan', name: 'partAccounts', group: 'people', rights: ['accounts:read', 'accounts:write'], load: () => import('./AccountsPart.vue') },
  { id: 'khoa-api', name: 'partKeys', group: 'people', rights: ['keys:read', 'keys:write'], load: () => import('./ApiKeysPart.vue') },
  { id: 'so-do-bao-cao', name: 'partMeasures', group: 'operations', rights: ['results:read', 'measures:write'], load: () => import('./MeasuresPart.vue') },
  { id: 'tinh-lai', name: 'partRecompute', group: 'operations', rights: ['operations:read', 'operations:write'], load: () => import('./RecomputePart.vue') },
  { id: 'chot-thang', name: 'partEditions', group: 'publication', rights: ['editions:publish'], load: () => import('./EditionsPart.vue') },
  { id: 'khoa-ky', name: 'partSigningKeys', group: 'publication', rights: ['operations:write'], load: () => import('./SigningKeysPart.vue') },
  { id: 'khao-sat', name: 'partSurveys', group: 'publication', rights: ['surveys:write'], load: () => import('./SurveysPart.vue') },
  { id: 'chua-ghi-duoc', name: 'partDeadLetters', group: 'operations', rights: ['operations:read', 'operations:write'], load: () => import('./DeadLettersPart.vue') },
  { id: 'canh-bao', name: 'partAlertRules', group: 'operations', rights: ['alerts:write'], load: () => import('./AlertRulesPart.vue') },
  { id: 'thu-chua-gui', name: 'partPosts', group: 'operations', rights: ['operations:read', 'operations:write'], load: () => import('./PostsPart.vue') },
  { id: 'nhat-ky', name: 'partAudit', group: 'operations', rights: ['audit:read'], load: () => import('./AuditPart.vue') },
]
