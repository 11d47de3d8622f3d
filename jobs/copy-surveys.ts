import { createSurveyCopy } from '../analytics/surveys/copy-surveys.ts'
import type { JobDefinition } from './job.ts'

/** Every minute: tells the warehouse which questionnaires were published and how many people were invited, so that survey figures count them. */
export const copySurveysJob = (deps: Parameters<typeof createSurveyCopy>[0]): JobDefinition => {
  const copy = createSurveyCopy(deps)
  return { id: 'copy-surveys', schedule: { everyMs: 60_000 }, run: copy }
}
