import { pino, type DestinationStream, type Logger } from 'pino'

/** Names under which secrets and personal data travel through our objects. */
const SECRET_FIELDS = ['authorization', 'cookie', 'password', 'adminPassword', 'token', 'key', 'enrolmentCode', 'secret', 'secretKey', 'clientSecret', 'setupUrl', 'recoveryCodes', 'email', 'adminEmail', 'comment', 'dossierCode']

/** Where the stores' errors repeat what they were given: a Redis command's arguments, a statement's parameters, the row that collides. */
const ERROR_FIELDS = ['err.command.args', 'err.params', 'err.parameters', 'err.detail', 'err.where']

/** JSON lines on standard output (or where told), without secrets; two levels down is as deep as we log. */
export const createLogger = ({ logLevel }: { logLevel: string }, destination?: DestinationStream): Logger =>
  pino({
    level: logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), ...ERROR_FIELDS], censor: '[removed]' },
  }, destination)
