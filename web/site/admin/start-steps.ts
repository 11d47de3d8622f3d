import type { ImportKind } from '../../../contract/import.ts'
import type { MessageKey } from '../../i18n/messages.ts'

/** One thing that has to be there before anything can be measured: where it is entered, and the list whose rows say that it is. */
export interface StartStep {
  part: string
  name: MessageKey
  text: MessageKey
  done: MessageKey
  path: string
  query?: Record<string, string>
  /** The kind of file that brings many at once. */
  importKind?: ImportKind
}

/** In the order in which they need each other. A step whose part is not in the menu is not shown. */
export const startSteps: readonly StartStep[] = [
  { part: 'don-vi', name: 'startUnits', text: 'startUnitsText', done: 'startUnitsDone', path: '/api/v1/units', query: { kind: 'centre' }, importKind: 'units' },
  { part: 'quay', name: 'startCounters', text: 'startCountersText', done: 'startCountersDone', path: '/api/v1/counters', importKind: 'counters' },
  { part: 'can-bo', name: 'startOfficials', text: 'startOfficialsText', done: 'startOfficialsDone', path: '/api/v1/officials', importKind: 'officials' },
  { part: 'thu-tuc', name: 'startProcedures', text: 'startProceduresText', done: 'startProceduresDone', path: '/api/v1/procedures', importKind: 'procedures' },
  { part: 'thiet-bi', name: 'startDevices', text: 'startDevicesText', done: 'startDevicesDone', path: '/api/v1/devices', importKind: 'devices' },
]
