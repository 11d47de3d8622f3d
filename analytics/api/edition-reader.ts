import type { Request } from 'express'
import { hasRight, principalOf } from '../../access/principal.ts'
import { month, numberQuery } from '../../contract/edition.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { findEdition, findEditionOf, findPublished, isBuilt, type BuiltEdition, type Edition } from '../publication/edition-table.ts'

/** Who publishes sees also what is not yet public. */
export const mayPublish = (request: Request): boolean => {
  const reader = principalOf(request)
  return reader.kind !== 'public' && reader.unitCode === null && hasRight(reader, 'editions:publish')
}

export const periodOf = (request: Request<{ period: string }>): string => parseBy(month, request.params.period, 'The address')

/** An edition of the month in the address, by `number` or the newest that whoever asks may know of; others are answered as if it were not there. */
export async function visibleEdition(record: RecordStore, request: Request<{ period: string }>): Promise<Edition> {
  const period = periodOf(request)
  const asked = request.query['number']
  const { number } = parseBy(numberQuery, asked === undefined ? {} : { number: asked }, 'The query')
  const edition = number === undefined ? await (mayPublish(request) ? findEdition : findPublished)(record, period) : await findEditionOf(record, period, number)
  if (!edition || (edition.state !== 'frozen' && !mayPublish(request))) throw new AppError('not-found', number === undefined ? `No figures of ${period} are published.` : `There is no published edition ${number} of ${period}.`)
  return edition
}

/** One whose figures everybody may read. */
export async function publishedEdition(record: RecordStore, request: Request<{ period: string }>): Promise<BuiltEdition> {
  const edition = await visibleEdition(record, request)
  if (edition.state !== 'frozen' || !isBuilt(edition)) throw new AppError('not-found', `The figures of ${edition.period} are not published yet.`)
  return edition
}

export const fileNameOf = ({ period, number }: Pick<Edition, 'period' | 'number'>, extension: string): string => `thuoc-do-${period}${number > 1 ? `-${number}` : ''}.${extension}`
