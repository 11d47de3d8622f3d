import type { Router } from 'express'
import type { Redis } from 'ioredis'
import type { SecretBox } from '../../access/secret-box.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../place-index.ts'
import { createLinkUses, type LinkUses } from './link-uses.ts'
import { ratingCardRoutes } from './rating-card-routes.ts'
import { createRatingCards, type RatingCards } from './rating-cards.ts'
import { createRatingLinks, type RatingLinks } from './rating-links.ts'

/** Rating on one's own telephone: what the routes that take such ratings and those of the administration share. */
export interface PhoneRating { links: RatingLinks; uses: LinkUses; cards: RatingCards; routes: Router }

export function createPhoneRating(deps: { record: RecordStore; redis: Redis; places: PlaceIndex; box: SecretBox; clock: Clock; publicUrl: string }): PhoneRating {
  const links = createRatingLinks(deps)
  const cards = createRatingCards({ ...deps, links })
  return { links, uses: createLinkUses(deps), cards, routes: ratingCardRoutes({ cards, places: deps.places }) }
}
