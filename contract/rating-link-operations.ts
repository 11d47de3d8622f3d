import type { Operation } from './operations.ts'
import { madeRatingLink, newRatingLink, openedRatingLink, phoneRating, phoneRatingTaken, ratingCardList, ratingCardRequest, ratingLinkOpening } from './rating-link.ts'

/** Rating on one's own telephone: its part of the wire contract. */
export const ratingLinkOperations: readonly Operation[] = [
  { method: 'post', path: '/api/v1/rating-links', summary: 'Make a signed link for a receipt, by which one rating is given on a telephone', who: 'sender', body: { schema: newRatingLink }, status: 201, answer: madeRatingLink },
  { method: 'post', path: '/api/v1/devices/rating-link', summary: 'A link for the screen of a tablet, for one rating within minutes', who: 'sender', status: 201, answer: madeRatingLink },
  { method: 'post', path: '/api/v1/rating-links/opening', summary: 'What a telephone asks that was opened with a link; 409 when it was used, 410 when it has expired', who: 'public', body: { schema: ratingLinkOpening }, status: 200, answer: openedRatingLink },
  { method: 'post', path: '/api/v1/phone-ratings', summary: 'Rate on one’s own telephone, once by a link; 202 is sent once it cannot be lost', who: 'public', body: { schema: phoneRating }, status: 202, answer: phoneRatingTaken },
  { method: 'post', path: '/api/v1/rating-cards', summary: 'The cards with square codes for a centre’s counters; those that have none get one', who: 'person', body: { schema: ratingCardRequest }, status: 200, answer: ratingCardList },
  { method: 'delete', path: '/api/v1/rating-cards/:id', summary: 'Withdraw a card; it opens nothing any more', who: 'person', status: 204 },
]
