import type { Questionnaire } from '../../../contract/questionnaire.ts'
import type { SurveyOutcome } from '../../../contract/survey.ts'
import type { Language } from '../../../contract/words/translator.ts'

/** What the builder tells the preview in its frame. `section` is the one to show; null leaves the reader where they are. */
export interface PreviewMessage { kind: 'survey-preview'; content: Questionnaire; outcome: SurveyOutcome; language: Language; section: string | null }
/** What the preview says once it can be told. */
export const PREVIEW_READY = 'survey-preview-ready'
