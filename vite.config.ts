import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** A tablet's browser may be as old as Android 8's; the site may assume a current one. */
const TABLET_BROWSER = 'chrome61'

const entries = {
  site: { root: 'web/site', base: '/', outDir: 'web/dist/site', target: 'es2022' },
  kiosk: { root: 'web/kiosk', base: '/kiosk/', outDir: 'web/dist/kiosk', target: TABLET_BROWSER },
}

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Two entry points, one at a time: `vite build --mode site`, `vite build --mode kiosk`; the site where no mode is named. */
export default defineConfig(({ mode }) => {
  const entry = mode === 'kiosk' ? entries.kiosk : entries.site
  return {
    root: fromHere(entry.root),
    base: entry.base,
    plugins: [vue()],
    build: {
      outDir: fromHere(entry.outDir),
      emptyOutDir: true,
      target: entry.target,
      cssTarget: entry === entries.kiosk ? TABLET_BROWSER : 'chrome111',
      // The pages forbid inline and data: scripts and fonts; every asset is a file of this origin.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 700,
    },
    server: {
      fs: { allow: [fromHere('.')] },
      proxy: { '/api': 'http://127.0.0.1:8080' },
    },
  }
})
