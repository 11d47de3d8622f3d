import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Configuration, FindAccount } from 'oidc-provider'

export const CLIENT = { clientId: 'thuoc-do', clientSecret: 'a-secret-of-the-test-provider-only' }

/** Whom the provider knows: their claims by their subject. */
export type People = Record<string, { email?: string; email_verified?: boolean }>

export interface SignOnProvider {
  issuer: string
  /** Who is sitting at the browser from now on; null presses "cancel". */
  is(subject: string | null): void
  stop(): void
}

/** A real OpenID Connect provider on a loopback port that lets its people in without asking; the redirects are real. */
export async function startSignOnProvider({ port, redirectUri, people }: { port: number; redirectUri: string; people: People }): Promise<SignOnProvider> {
  const issuer = `http://127.0.0.1:${port}`
  let present: string | null = null
  const findAccount: FindAccount = (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...people[sub] }) })
  const configuration: Configuration = {
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, token_endpoint_auth_method: 'client_secret_post', redirect_uris: [redirectUri] }],
    claims: { email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['for-this-test'] },
    findAccount,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client?.clientId, accountId: context.oidc.session?.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  }
  // Loaded here: most tests know the client and start no provider.
  const { default: Provider } = await import('oidc-provider')
  const provider = new Provider(issuer, configuration)
  // It warns about what a test may do: keys of its own making, memory for a store.
  const serve = provider.callback()
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/interaction/')) return void serve(request, response)
    const result = present === null ? { error: 'access_denied' } : { login: { accountId: present, remember: false } }
    void provider.interactionFinished(request, response, result)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    issuer,
    is: (subject) => { present = subject },
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
