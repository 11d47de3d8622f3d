import { openDB, type DBSchema } from 'idb'
import type { AnswerValue } from '../../contract/questionnaire-logic.ts'
import type { Questionnaire } from '../../contract/questionnaire.ts'
import type { SurveyTicket } from '../../contract/survey.ts'
import type { Language } from '../../contract/words/translator.ts'

/**
 * One sheet on the device of whoever answers. `finished` waits for the network; `sent` and `refused` keep no answers, only that this code was used
 * here. `section` is where they were. The code is known to this device alone.
 */
export interface Sheet {
  id: string
  code: string
  ticket: SurveyTicket
  content: Questionnaire | null
  answers: Record<string, AnswerValue>
  section: string | null
  language: Language
  /** to the hour */
  startedAt: string
  state: 'open' | 'finished' | 'sent' | 'refused'
}

interface Schema extends DBSchema { sheets: { key: string; value: Sheet } }

/** Where sheets lie while they are answered (IndexedDB), by their code: they outlive the browser, and a train through a tunnel. */
export async function openSheetStore() {
  const db = await openDB<Schema>('thuoc-do-khao-sat', 1, { upgrade: (database) => void database.createObjectStore('sheets', { keyPath: 'code' }) })
  return {
    find: (code: string): Promise<Sheet | undefined> => db.get('sheets', code),
    /** One that was begun and not sent, for whoever comes without a code. */
    findUnsent: async (): Promise<Sheet | undefined> => (await db.getAll('sheets')).find((it) => it.state === 'open' || it.state === 'finished'),
    /** A copy without what makes it reactive. */
    put: async (sheet: Sheet): Promise<void> => void (await db.put('sheets', JSON.parse(JSON.stringify(sheet)) as Sheet)),
  }
}
export type SheetStore = Awaited<ReturnType<typeof openSheetStore>>
