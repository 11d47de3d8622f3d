import * as oidc from 'openid-client'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Clock } from '../platform/clock.ts'
import type { OidcSettings } from '../platform/config.ts'
import { createToken, hashToken } from './secret-token.ts'

const JOURNEY_SECONDS = 600
const ANSWERS_WITHIN_SECONDS = 5
/** Providers change their addresses and say so in their metadata. */
const METADATA_KEPT_MS = 3_600_000

const journey = z.object({ nonce: z.string(), verifier: z.string(), binding: z.string(), next: z.string() })
export const toRedirectUri = (publicUrl: string) => `${publicUrl}/api/v1/session/oidc/callback`

/** Whom the provider has signed in; `email` null where it does not say, or has not verified it. */
export interface Identity { issuer: string; subject: string; email: string | null }

/** How a journey ended: with somebody, or for one of these reasons. `next` is where to go. */
export type Arrival = { identity: Identity; next: string } | { failure: 'expired' | 'refused' | 'away'; next: string }

/** OpenID Connect: code flow with PKCE, state and nonce. What is under way lies in Redis for ten minutes and can be taken out once. */
export function createSingleSignOn({ settings, redis, clock, publicUrl, logger }: { settings: OidcSettings; redis: Redis; clock: Clock; publicUrl: string; logger: Logger }) {
  let known: { configuration: oidc.Configuration; until: number } | null = null

  /** Asked for when it is first needed and again after a failure: a provider that is away stops nobody from signing in here. */
  const discover = async (): Promise<oidc.Configuration> => {
    if (known && known.until > clock()) return known.configuration
    try {
      const issuer = new URL(settings.issuer)
      const configuration = await oidc.discovery(issuer, settings.clientId, settings.clientSecret, undefined, {
        timeout: ANSWERS_WITHIN_SECONDS, execute: issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
      })
      known = { configuration, until: clock() + METADATA_KEPT_MS }
      return configuration
    } catch (error) {
      if (known) return known.configuration
      throw error
    }
  }

  /** The e-mail, from the ID token or the provider's user info; null unless the provider vouches for it. */
  const readEmail = async (configuration: oidc.Configuration, tokens: Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>, subject: string): Promise<string | null> => {
    const claims = tokens.claims()
    const said = claims?.['email'] !== undefined || !configuration.serverMetadata().userinfo_endpoint
      ? claims : await oidc.fetchUserInfo(configuration, tokens.access_token, subject)
    return said?.['email_verified'] === true && typeof said['email'] === 'string' ? said['email'] : null
  }

  return {
    name: settings.name,

    /**
     * Begins a journey: the provider's address to go to, and a secret that stays in this browser, so that nobody can be made to finish a
     * journey that somebody else began. Null while the provider does not answer.
     */
    begin: async (next: string): Promise<{ url: string; binding: string } | null> => {
      try {
        const configuration = await discover()
        const [state, nonce, verifier, binding] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier(), createToken()]
        await redis.set(`oidc:${hashToken(state)}`, JSON.stringify({ nonce, verifier, binding: hashToken(binding), next }), 'EX', JOURNEY_SECONDS)
        const url = oidc.buildAuthorizationUrl(configuration, {
          redirect_uri: toRedirectUri(publicUrl), scope: 'openid email profile', state, nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
        })
        return { url: url.href, binding }
      } catch (error) {
        logger.warn({ err: error }, 'the single sign-on provider does not answer')
        return null
      }
    },

    /** Ends a journey. `query` is what the provider sent the browser back with. */
    arrive: async (query: URLSearchParams, binding: string | null): Promise<Arrival> => {
      const text = await redis.getdel(`oidc:${hashToken(query.get('state') ?? '')}`)
      const begun = text === null ? null : journey.parse(JSON.parse(text))
      if (!begun || binding === null || hashToken(binding) !== begun.binding) return { failure: 'expired', next: '' }
      const { next } = begun
      try {
        const configuration = await discover()
        const tokens = await oidc.authorizationCodeGrant(configuration, new URL(`${toRedirectUri(publicUrl)}?${query.toString()}`), {
          pkceCodeVerifier: begun.verifier, expectedNonce: begun.nonce, expectedState: query.get('state') ?? '', idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (!claims) return { failure: 'refused', next }
        return { identity: { issuer: claims.iss, subject: claims.sub, email: await readEmail(configuration, tokens, claims.sub) }, next }
      } catch (error) {
        logger.warn({ err: error }, 'a single sign-on failed')
        return { failure: error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError ? 'refused' : 'away', next }
      }
    },
  }
}
export type SingleSignOn = ReturnType<typeof createSingleSignOn>
