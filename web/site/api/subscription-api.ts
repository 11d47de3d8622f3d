import { subscriptionConfirmed, subscriptionTaken, subscriptionWays, type NewSubscription } from '../../../contract/edition-subscription.ts'
import type { Way } from './way.ts'

const PATH = '/api/v1/edition-subscriptions'

/** Being told of editions without an account. */
export const createSubscriptionApi = ({ get, write, read }: Way) => ({
  subscriptionWays: (signal?: AbortSignal) => get(PATH, subscriptionWays, signal),
  subscribe: async (subscription: NewSubscription) => read(await write('POST', PATH, subscription), subscriptionTaken),
  confirmSubscription: async (token: string) => read(await write('POST', `${PATH}/confirmation`, { token }), subscriptionConfirmed),
  leaveSubscription: async (token: string) => void (await write('POST', `${PATH}/leave`, { token })),
})
