import '../ui/tokens.css'
import '../ui/components.css'
import './site.css'
import './print.css'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp, nextTick } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import { createLanguage, toLanguage } from '../i18n/use-language.ts'
import { createApiClient } from './api/api-client.ts'
import { RequestFailed } from './api/request-failed.ts'
import App from './App.vue'
import { readFirstGlance } from './first-glance.ts'
import { routes } from './routes.ts'
import { apiKey } from './api/use-api.ts'

const isWorthRepeating = (error: unknown) =>
  error instanceof RequestFailed && (error.kind === 'offline' || error.kind === 'late' || (error.status ?? 0) >= 500)

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) => count < 2 && isWorthRepeating(error),
      // A browser that thinks it is offline may still reach a server on its own network.
      networkMode: 'always',
    },
  },
})
const router = createRouter({
  history: createWebHistory(),
  routes,
  // A page that is led to a place in it by the address goes there itself, once that place is on it.
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path || to.hash ? undefined : { top: 0 }),
})

/** Not at the top of the file: what is fetched here may be built upon what stands here, and would wait for it for ever. */
async function start(): Promise<void> {
  const language = await createLanguage({ remembers: !location.pathname.startsWith('/nhung/') })
  router.afterEach(async (to, from) => {
    const asked = toLanguage(to.query['lang'])
    if (asked) await language.choose(asked)
    if (to.path === from.path || from.matched.length === 0) return
    // A new page must be announced: the focus goes to its content, as after a full load.
    await nextTick()
    document.getElementById('main')?.focus({ preventScroll: true })
  })

  const app = createApp(App)
    .use(router)
    .use(VueQueryPlugin, { queryClient: queries })
    .use(language)
    .provide(apiKey, createApiClient())
    .use(readFirstGlance())
  // What the server wrote stands until the page that takes its place is here.
  await router.isReady()
  app.mount('#app')
}

void start()
