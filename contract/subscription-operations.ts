import { leaveQuery, newSubscription, subscriptionConfirmed, subscriptionTaken, subscriptionToken, subscriptionWays } from './edition-subscription.ts'

/** What readers without an account may do about being told of editions. */
export const subscriptionOperations = [
  { method: 'get', path: '/api/v1/edition-subscriptions', summary: 'By which ways one can be told of editions', who: 'public', status: 200, answer: subscriptionWays },
  { method: 'post', path: '/api/v1/edition-subscriptions', summary: 'Be told of editions: by mail after following a link (202), or by a webhook that answers a challenge (201)', who: 'public', body: { schema: newSubscription }, status: 202, answer: subscriptionTaken },
  { method: 'post', path: '/api/v1/edition-subscriptions/confirmation', summary: 'Say yes by the link in the mail', who: 'public', body: { schema: subscriptionToken }, status: 200, answer: subscriptionConfirmed },
  { method: 'get', path: '/api/v1/edition-subscriptions/leave', summary: 'The address in mails that leads to the page that asks', who: 'public', query: leaveQuery, status: 303 },
  { method: 'post', path: '/api/v1/edition-subscriptions/leave', summary: 'Be told no more; the token in the body, or in the address for mail programs (RFC 8058)', who: 'public', body: { schema: subscriptionToken }, status: 204 },
] as const
