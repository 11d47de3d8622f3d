import { pino, type Logger } from 'pino'

/** Names under which secrets and personal data travel through our objects; one level down is as deep as we log. */
const SECRET_FIELDS = ['authorization', 'cookie', '["set-cookie"]', 'password', 'adminPassword', 'token', 'key', 'enrolmentCode', 'email', 'comment', 'dossierCode']

const atEveryDepth = (field: string) => {
  const under = (parent: string) => (field.startsWith('[') ? `${parent}${field}` : `${parent}.${field}`)
  return [field, under('*'), under('*.*')]
}

/** JSON lines on standard output, without secrets. */
export const createLogger = ({ logLevel }: { logLevel: string }): Logger =>
  pino({
    level: logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_FIELDS.flatMap(atEveryDepth), censor: '[removed]' },
  })
