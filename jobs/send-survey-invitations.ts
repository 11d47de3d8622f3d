import type { Surveys } from '../registry/questionnaires/create-surveys.ts'
import type { JobDefinition } from './job.ts'

/** Every minute: posts invitations and reminders that are due to the provinces' gateways, outside quiet hours. */
export const sendSurveyInvitationsJob = ({ surveys }: { surveys: Pick<Surveys, 'send'> }): JobDefinition => ({ id: 'send-survey-invitations', schedule: { everyMs: 60_000 }, run: async () => void (await surveys.send()) })
