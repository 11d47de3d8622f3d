import { hash } from 'node:crypto'
import express, { Router } from 'express'
import type { Redis } from 'ioredis'
import { addressOf } from '../../access/session-routes.ts'
import { createAddressLimit } from '../../access/sign-in-limit.ts'
import { leaveQuery, newSubscription, subscriptionToken, type SubscriptionTaken } from '../../contract/edition-subscription.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import { toLeavePath } from './compose-edition-mail.ts'
import { LINK_HOURS } from './subscription-tokens.ts'
import type { Subscriptions } from './subscriptions.ts'

const [HOUR_SECONDS, DAY_SECONDS] = [3_600, 86_400]
/** A school or an office shares an address; nobody needs more of one. */
const PER_ADDRESS_AN_HOUR = 20
/** So many links to one mail address or challenges to one host: whoever is meant by others gets no more than that. */
const [LINKS_A_DAY, CHALLENGES_AN_HOUR] = [3, 10]
/** Links of this installation altogether, whoever asks from however many addresses. */
const ALL_LINKS_AN_HOUR = 300

/** Readers without an account are told of editions: by mail after a second yes, or by a signed message to an address of theirs. */
export function subscriptionRoutes({ subscriptions, redis }: { subscriptions: Subscriptions; redis: Redis }): Router {
  const router = Router()
  const json = express.json({ limit: '4kb' })
  const limit = (name: string, points: number, durationSeconds: number) => createAddressLimit({ redis, name: `subscribe:${name}`, points, durationSeconds })
  const limits = {
    address: limit('address', PER_ADDRESS_AN_HOUR, HOUR_SECONDS), mail: limit('mail', LINKS_A_DAY, DAY_SECONDS), host: limit('host', CHALLENGES_AN_HOUR, HOUR_SECONDS), all: limit('all', ALL_LINKS_AN_HOUR, HOUR_SECONDS),
  }

  router.get('/api/v1/edition-subscriptions', (_request, response) => void response.json({ mail: subscriptions.hasMail }))

  router.post('/api/v1/edition-subscriptions', json, async (request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    const asked = parseBy(newSubscription, request.body)
    await limits.address.count(addressOf(request))
    if (asked.way === 'webhook') {
      if (URL.canParse(asked.url)) await limits.host.count(new URL(asked.url).host)
      const made = await subscriptions.addWebhook(asked)
      return void response.status(201).json({ way: 'webhook', ...made } satisfies SubscriptionTaken)
    }
    await limits.all.count('all')
    // Whoever is asked too often is left in peace, and whoever asks is not told.
    const isEnough = await limits.mail.count(hash('sha256', asked.email.toLowerCase())).then(() => false, (error: unknown) => {
      if (error instanceof AppError && error.kind === 'too-many-requests') return true
      throw error
    })
    if (!isEnough) await subscriptions.invite({ email: asked.email, language: asked.language ?? 'vi' })
    response.status(202).json({ way: 'mail', linkValidHours: LINK_HOURS } satisfies SubscriptionTaken)
  })

  router.post('/api/v1/edition-subscriptions/confirmation', json, async (request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    const { language } = await subscriptions.confirm(parseBy(subscriptionToken, request.body).token)
    response.json({ way: 'mail', language })
  })

  // Mail programs look at links by themselves: looking leads to the page that asks, and only a POST ends anything.
  router.get('/api/v1/edition-subscriptions/leave', (request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    response.redirect(303, toLeavePath(parseBy(leaveQuery, request.query, 'The query').token))
  })
  router.post('/api/v1/edition-subscriptions/leave', json, async (request, response) => {
    const { token } = request.query['token'] === undefined ? parseBy(subscriptionToken, request.body) : parseBy(leaveQuery, request.query, 'The query')
    await subscriptions.leave(token)
    response.sendStatus(204)
  })
  return router
}
