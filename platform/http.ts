import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { AppError } from './errors.ts'

/** Paths that no route took. */
export const notFound: RequestHandler = (request) => {
  throw new AppError('not-found', `${request.method} ${request.path} is not an address of this service.`)
}

interface BodyParserError extends Error { type?: string; status: number; limit?: number }
const isBodyParserError = (error: unknown): error is BodyParserError =>
  error instanceof Error && 'status' in error && typeof error.status === 'number'

/** What express throws at a request that it cannot read, said in our words. */
function toAppError(error: BodyParserError): AppError {
  if (error.type === 'entity.too.large') {
    return new AppError('body-too-large', `The body is larger than ${error.limit ?? 'the limit of'} bytes; send fewer items at a time.`)
  }
  if (error.type === 'entity.parse.failed') return new AppError('unreadable-body', `The body is not JSON: ${error.message}`)
  return new AppError('unreadable-body', error.message)
}

/** The one place where errors become answers: AppError as its problem, anything else as a logged 500. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request: Request, response, next) => {
    if (response.headersSent) return next(error)
    const known = error instanceof AppError ? error : isBodyParserError(error) && error.status >= 400 && error.status < 500 ? toAppError(error) : null
    if (!known) logger.error({ err: error, method: request.method, path: request.path }, 'unexpected error')
    const answer = known ?? new AppError('unexpected', 'The error is logged; nothing that was acknowledged is lost.')
    if (answer.retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(answer.retryAfterSeconds))
    response.status(answer.status).type('application/problem+json').send(JSON.stringify(answer.toProblem(request.originalUrl.split('?')[0] ?? '')))
  }
}
