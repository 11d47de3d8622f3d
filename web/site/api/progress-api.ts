import { dossierLookUp } from '../../../contract/dossier-clock.ts'
import { dossierProgress, type ProgressCut } from '../../../contract/dossier-progress.ts'
import { dueAlarms, dueAlarmSetting, dueAlarmSettingSaved, type DueAlarmSettingChange } from '../../../contract/due-alarm.ts'
import { toAddress, type Way } from './way.ts'

const toSetting = (unit: string) => `/api/v1/due-alarm-settings/${encodeURIComponent(unit)}`

/** Where dossiers stand now, what falls due, and one dossier for whoever has its code. */
export const createProgressApi = ({ get, write, read, remove }: Way) => ({
  dossierProgress: (query: { unit?: string | undefined, by: ProgressCut }, signal?: AbortSignal) => get(toAddress('/api/v1/dossier-progress', query), dossierProgress, signal),
  dueAlarms: (unit: string | undefined, signal?: AbortSignal) => get(toAddress('/api/v1/due-alarms', { unit }), dueAlarms, signal),
  seeDueAlarms: async (day: string, agencyCodes: readonly string[]) => void (await write('POST', '/api/v1/due-alarms/seen', { day, agencyCodes })),
  dueAlarmSetting: (unit: string, signal?: AbortSignal) => get(toSetting(unit), dueAlarmSetting, signal),
  putDueAlarmSetting: async (unit: string, change: DueAlarmSettingChange) => read(await write('PUT', toSetting(unit), change), dueAlarmSettingSaved),
  removeDueAlarmSetting: (unit: string) => remove(toSetting(unit)),
  lookUpDossier: (query: { code: string, agency?: string | undefined }, signal?: AbortSignal) => get(toAddress('/api/v1/dossier-clock', query), dossierLookUp, signal),
})
