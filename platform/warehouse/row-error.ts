/** ClickHouse's codes for "these values cannot be read": retrying the same rows can never help. */
const DATA_ERROR_CODES = new Set(['6', '25', '26', '27', '38', '41', '53', '69', '72', '117', '131', '321', '376', '441'])

interface EngineError extends Error { code: string; type?: string }

/** Whether the engine refused the rows themselves; anything else passes (the engine is away, full, busy). */
export const isDataError = (error: unknown): error is EngineError =>
  error instanceof Error && 'code' in error && DATA_ERROR_CODES.has(String(error.code))

/** What the engine found wrong and in which column; its own message quotes the rows, which are nobody's business in a log. */
export const describeDataError = ({ code, type, message }: EngineError): string =>
  `ClickHouse ${code} ${type ?? ''} ${/while reading the value of key (\w+)/.exec(message)?.[1] ?? ''}`.trim()
