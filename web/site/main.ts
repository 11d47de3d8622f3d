import '../ui/tokens.css'
import '../ui/components.css'
import './site.css'
import './print.css'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp, nextTick, ref } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import { createLanguage, toLanguage } from '../i18n/use-language.ts'
import { nextTask } from '../ui/next-task.ts'
import { wantAll } from '../ui/until-wanted.ts'
import { createApiClient } from './api/api-client.ts'
import { RequestFailed } from './api/request-failed.ts'
import App from './App.vue'
import { stageKey, type Stage } from './stage.ts'
import { readFirstGlance } from './first-glance.ts'
import { routes } from './routes.ts'
import { apiKey } from './api/use-api.ts'

const isWorthRepeating = (error: unknown) =>
  error instanceof RequestFailed && (error.kind === 'offline' || error.kind === 'late' || (error.status ?? 0) >= 500)

const createQueries = () => new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) => count < 2 && isWorthRepeating(error),
      // A browser that thinks it is offline may still reach a server on its own network.
      networkMode: 'always',
    },
  },
})
/** A page whose figures are at hand is made in much less; one that waits for them is shorter than it was. */
const MADE_WITHIN_MS = 500

const createPages = () => createRouter({
  history: createWebHistory(),
  routes,
  // A page that is led to a place in it by the address goes there itself, once that place is on it.
  scrollBehavior: async (to, from, saved) => (saved ? await reaching(saved) : to.path === from.path || to.hash ? undefined : { top: 0 }),
})

/** A page is made part by part: where one was on it is there as soon as the parts above are. */
async function reaching<Place extends { top: number }>(place: Place): Promise<Place> {
  wantAll()
  for (const patience = performance.now() + MADE_WITHIN_MS; performance.now() < patience;) {
    if (document.documentElement.scrollHeight >= place.top + window.innerHeight) break
    await nextTask()
  }
  return place
}

/** Not at the top of the file: what is fetched here may be built upon what stands here, and would wait for it for ever. */
async function start(): Promise<void> {
  await nextTask()
  const language = await createLanguage({ remembers: !location.pathname.startsWith('/nhung/') })
  await nextTask()
  const router = createPages()
  await nextTask()
  // Beside the page's own program, and before it is shown.
  router.beforeEach((to) => {
    if (!to.meta['saysFirstWords']) void language.loadFurther().catch(() => undefined)
  })
  router.beforeResolve(async (to) => {
    if (!to.meta['saysFirstWords']) await language.loadFurther()
  })
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
    .use(VueQueryPlugin, { queryClient: createQueries() })
    .use(language)
    .provide(apiKey, createApiClient())
    .use(readFirstGlance())
  await router.isReady()
  await nextTask()
  await mountBeside(app)
}

/**
 * Makes the page beside the one that the server wrote, which stands until this takes its place: the program, its header and the page are a task
 * each, so that a slow phone answers a finger in between.
 */
async function mountBeside(app: ReturnType<typeof createApp>): Promise<void> {
  const written = document.getElementById('app')
  const made = document.createElement('div')
  const stage = ref<Stage>('begun')
  app.provide(stageKey, stage)
  app.mount(made)
  for (const next of ['headed', 'whole'] as const) {
    await nextTask()
    stage.value = next
    await nextTick()
  }
  made.id = 'app'
  written?.replaceWith(made)
}

void start()
