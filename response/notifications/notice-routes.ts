import express, { Router } from 'express'
import { z } from 'zod'
import { permissionOf, personOf } from '../../access/permission.ts'
import { noticeChoices, noticesQuery, noticesRead, postsQuery, type NoticePage, type PostPage } from '../../contract/notice.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import { cursorAfter, pageQuery, readCursor } from '../../platform/list-page.ts'
import type { Notices } from './notices.ts'
import type { PostBook } from './post-book.ts'

const listQuery = z.strictObject({ ...noticesQuery, ...pageQuery })
const postListQuery = z.strictObject({ ...postsQuery, ...pageQuery })
const beforeOf = (cursor: string | undefined) => Number(readCursor(cursor) || Number.MAX_SAFE_INTEGER)

/** What one is told and how one wants to be told; and, for operations, what could not be sent. */
export function noticeRoutes({ notices, posts, hasMail }: { notices: Notices; posts: PostBook; hasMail: boolean }): Router {
  const router = Router()
  const json = express.json({ limit: '64kb' })

  router.get('/api/v1/notices', async (request, response) => {
    const { accountId } = personOf(request)
    const { cursor, limit, state } = parseBy(listQuery, request.query, 'The query')
    const found = await notices.list(accountId, { unreadOnly: state === 'unread', before: beforeOf(cursor), limit: limit + 1 })
    const shown = found.slice(0, limit)
    const answer: NoticePage = { rows: shown.map((it) => it.notice), cursor: found.length > limit ? cursorAfter(String(shown.at(-1)?.seq)) : null, unread: await notices.countUnread(accountId) }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })

  router.post('/api/v1/notices/read', json, async (request, response) => {
    const { ids } = parseBy(noticesRead, request.body)
    await notices.markRead(personOf(request).accountId, ids ?? null)
    response.sendStatus(204)
  })

  router.get('/api/v1/account/notice-choices', async (request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    response.json({ choices: await notices.choices(personOf(request).accountId), mail: hasMail })
  })

  router.put('/api/v1/account/notice-choices', json, async (request, response) => {
    const { accountId } = personOf(request)
    await notices.putChoices(accountId, parseBy(noticeChoices, request.body))
    response.json({ choices: await notices.choices(accountId), mail: hasMail })
  })

  router.get('/api/v1/posts', async (request, response) => {
    const { cursor, limit, state } = parseBy(postListQuery, request.query, 'The query')
    const found = await posts.list({ state: state ?? 'given-up', before: beforeOf(cursor), limit: limit + 1 })
    const shown = found.slice(0, limit)
    const answer: PostPage = { rows: shown.map((it) => it.row), cursor: found.length > limit ? cursorAfter(String(shown.at(-1)?.seq)) : null, mail: hasMail }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })

  router.post('/api/v1/posts/:id/retry', async (request, response) => {
    const id = z.uuid().safeParse(request.params.id)
    if (!id.success) throw new AppError('not-found', 'There is no such message.')
    await posts.retry(id.data, permissionOf(request).actor)
    response.sendStatus(204)
  })
  return router
}
