import type { z } from 'zod'
import type { Problem, RuleBreach } from '../contract/problem.ts'

/** Every kind of "no" this service says, with its HTTP status and title. The key becomes the problem's `type`. */
const KINDS = {
  'unreadable-body': [400, 'The body is not readable JSON'],
  'invalid-request': [422, 'The request breaks a rule'],
  'sender-unknown': [401, 'The sender is unknown or revoked'],
  'sign-in-required': [401, 'Sign in first'],
  'sign-in-failed': [401, 'E-mail and password do not match'],
  'second-factor-required': [401, 'The code of the second factor is needed too'],
  'second-factor-failed': [401, 'The code of the second factor is wrong or was used'],
  'second-factor-to-set-up': [403, 'Set up the second factor first'],
  'no-right': [403, 'You have no right to this'],
  'foreign-origin': [403, 'The request comes from another site'],
  'not-found': [404, 'There is no such thing here'],
  'method-not-allowed': [405, 'This address does not take that method'],
  conflict: [409, 'This contradicts what is already there'],
  gone: [410, 'This has expired or was already used'],
  'body-too-large': [413, 'The body is too large'],
  'unsupported-file': [415, 'This kind of file cannot be read'],
  'nothing-accepted': [422, 'None of the items was accepted'],
  'too-many-requests': [429, 'Too many requests'],
  'unexpected': [500, 'Something went wrong on our side'],
  unavailable: [503, 'This cannot be taken right now'],
} as const satisfies Record<string, readonly [number, string]>

export type ProblemKind = keyof typeof KINDS

/** The caller's fault, or something the caller can act on. Anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly kind: ProblemKind
  readonly errors: RuleBreach[] | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(kind: ProblemKind, detail: string, more: { errors?: RuleBreach[]; retryAfterSeconds?: number } = {}) {
    super(detail)
    this.name = 'AppError'
    this.kind = kind
    this.errors = more.errors
    this.retryAfterSeconds = more.retryAfterSeconds
  }

  get status(): number {
    return KINDS[this.kind][0]
  }

  /** RFC 9457 shape of this error. */
  toProblem(instance: string): Problem {
    const [status, title] = KINDS[this.kind]
    return {
      type: `/problems/${this.kind}`, title, status, detail: this.message, instance,
      ...(this.errors ? { errors: this.errors } : {}),
    }
  }
}

const VALUE_SHOWN_LENGTH = 200
const shorten = (value: unknown): unknown =>
  typeof value === 'string' && value.length > VALUE_SHOWN_LENGTH ? `${value.slice(0, VALUE_SHOWN_LENGTH)}…`
    : typeof value === 'object' && value !== null ? undefined : value

const valueAt = (input: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined), input)

const toPointer = (path: PropertyKey[]) => path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** Every broken rule of a failed parse: where, what was sent, which rule. Unknown fields are named one by one. */
export function toRuleBreaches(error: z.ZodError, input: unknown): RuleBreach[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: toPointer([...issue.path, key]), value: shorten(valueAt(input, [...issue.path, key])),
        rule: 'known field', message: `The field "${key}" is not part of the contract.`,
      }))
    }
    const value = valueAt(input, issue.path)
    const rule = issue.code === 'custom' && typeof issue.params?.['rule'] === 'string' ? issue.params['rule'] : toRule(issue)
    const message = value === undefined && issue.code === 'invalid_type' ? 'This field is required.' : issue.message
    return [{ pointer: toPointer(issue.path), ...(value === undefined ? {} : { value: shorten(value) }), rule, message }]
  })
}

function toRule(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big': return `at most ${issue.maximum}`
    case 'too_small': return `at least ${issue.minimum}`
    case 'invalid_type': return `must be ${issue.expected}`
    case 'invalid_format': return `must be ${issue.format}`
    case 'invalid_value': return `one of ${issue.values.map(String).join(', ')}`
    default: return issue.code
  }
}

/** Parses by contract; what does not fit is answered with every broken rule at once. */
export function parseBy<T extends z.ZodType>(schema: T, input: unknown, what = 'The request'): z.infer<T> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const errors = toRuleBreaches(parsed.error, input)
  throw new AppError('invalid-request', `${what} breaks ${errors.length === 1 ? 'a rule' : `${errors.length} rules`}: ${errors[0]?.pointer || '/'} ${errors[0]?.message ?? ''}`.trim(), { errors })
}
