import { pino, type Logger } from 'pino'

/** Names under which secrets and personal data travel through our objects; one level down is as deep as we log. */
const SECRET_FIELDS = ['authorization', 'cookie', 'password', 'token', 'key', 'enrolmentCode', 'email', 'comment', 'dossierCode']

/** JSON lines on standard output, without secrets. */
export const createLogger = ({ logLevel }: { logLevel: string }): Logger =>
  pino({
    level: logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[removed]' },
  })
