import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

/** Citizens' telephones: what has been sold since 2020. */
const PHONE_BROWSER = ['chrome80', 'safari14']
/** A tablet's browser may be as old as Android 8's; the site may assume a current one. */
const TABLET_BROWSER = 'chrome61'

const entries = {
  site: { root: 'web/site', base: '/', outDir: 'web/dist/site', target: 'es2022' },
  kiosk: { root: 'web/kiosk', base: '/kiosk/', outDir: 'web/dist/kiosk', target: TABLET_BROWSER },
  survey: { root: 'web/survey', base: '/khao-sat/', outDir: 'web/dist/survey', target: PHONE_BROWSER },
}

/** What never changes from one release to the next, and what the pages that strangers come to are made of, with all they import. */
const FRAMEWORK = /node_modules\/(@vue|vue|vue-router|@tanstack\/(vue-query|query-core))\//
const FIRST_PAGES = /web\/site\/(main|routes|pages\/Public(Home|Unit))\.(ts|vue)$/

/** What they ask the service by, each in one file that is made in a task of its own; and their parts that come when they are reached. */
const ASKING = /web\/site\/api\/create-way\.ts$/
const ASKING_VISIT = /web\/site\/api\/visit-api\.ts$/
const ASKING_VALUES = /web\/site\/api\/value-api\.ts$/
const ASKING_UNITS = /web\/site\/api\/unit-api\.ts$/
const PARTS = /web\/site\/(home\/ProvinceMap|units\/CentreTable|figures\/(WaysBlock|EstimateBlock|QualityBlock))\.vue$/

/** What the first pages fetch a moment later in any case: named in the page itself, it is on its way before the program asks. */
const ASKED_AT_ONCE = /^assets\/(parsing|asking)-/

const preloadParts: Plugin = {
  name: 'preload-parts',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) => Object.keys(bundle).filter((it) => ASKED_AT_ONCE.test(it) && it.endsWith('.js'))
      .map((file) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` }, injectTo: 'head' as const })),
  },
}

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Three entry points, one at a time, the survey with its preview for those who write one: `vite build --mode site`, `--mode kiosk`, `--mode survey`; the site where no mode is named. */
export default defineConfig(({ mode }) => {
  const entry = mode === 'kiosk' ? entries.kiosk : mode === 'survey' ? entries.survey : entries.site
  return {
    root: fromHere(entry.root),
    base: entry.base,
    plugins: entry === entries.site ? [vue(), preloadParts] : [vue()],
    build: {
      outDir: fromHere(entry.outDir),
      emptyOutDir: true,
      manifest: true,
      target: entry.target,
      cssTarget: entry === entries.site ? 'chrome111' : entry.target,
      // The pages forbid inline and data: scripts and fonts; every asset is a file of this origin.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 700,
      // Without being told, a file is made for every set of pages that share something: seventy of them before the first page stands.
      rolldownOptions: {
        ...(entry === entries.survey ? { input: ['index.html', 'xem-thu.html'].map((it) => fromHere(`${entry.root}/${it}`)) } : {}),
        output: { codeSplitting: { groups: entry !== entries.site ? [] : [{ name: 'framework', test: FRAMEWORK, priority: 1 }, { name: 'parsing', test: /node_modules\/zod\// }, { name: 'start', test: FIRST_PAGES, priority: 1 }, { name: 'asking', test: ASKING }, { name: 'asking-visit', test: ASKING_VISIT }, { name: 'asking-values', test: ASKING_VALUES }, { name: 'asking-units', test: ASKING_UNITS }, { name: 'parts', test: PARTS }] } },
      },
    },
    server: {
      fs: { allow: [fromHere('.')] },
      proxy: { '/api': 'http://127.0.0.1:8080' },
    },
  }
})
