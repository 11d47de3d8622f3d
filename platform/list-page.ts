import { z } from 'zod'
import { AppError } from './errors.ts'

const PAGE_LENGTH = 100
const LONGEST_PAGE = 500

/** The query parameters every list takes. */
export const pageQuery = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(LONGEST_PAGE).default(PAGE_LENGTH),
}

const toCursor = (code: string) => Buffer.from(code).toString('base64url')

/** The code after which a page begins; '' for the first. Throws 422 for what we did not hand out. */
export function readCursor(cursor: string | undefined): string {
  const code = Buffer.from(cursor ?? '', 'base64url').toString()
  if (toCursor(code) === (cursor ?? '')) return code
  throw new AppError('invalid-request', 'The cursor is not one that this list has given.', {
    errors: [{ pointer: '/cursor', value: cursor, rule: 'a cursor of this list', message: 'Pass back the cursor of the page before, unchanged.' }],
  })
}

/** One page of rows that are sorted by code. */
export function toPage<Row extends { code: string }>(rows: readonly Row[], { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const after = readCursor(cursor)
  const rest = rows.filter((it) => it.code > after)
  const shown = rest.slice(0, limit)
  return { rows: shown, cursor: rest.length > limit ? toCursor((shown.at(-1) as Row).code) : null }
}

/** For lists whose order is not that of codes: the cursor of the last key shown. */
export const cursorAfter = toCursor
