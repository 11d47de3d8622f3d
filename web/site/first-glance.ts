import { computed, inject, type App, type InjectionKey } from 'vue'
import { useRoute } from 'vue-router'

/** What the server has written into the page, before its program came: the finding and what it is about. */
interface Glance { address: string, title: string, lede: string }
const glanceKey: InjectionKey<Glance | null> = Symbol('glance')

/** Reads it off the page, before the program takes its place. */
export function readFirstGlance(): { install(app: App): void } {
  const [title, lede] = ['h1', '.lede'].map((it) => document.querySelector(`.glance ${it}`)?.textContent)
  const glance = title && lede ? { address: location.pathname + location.search, title, lede } : null
  return { install: (app) => void app.provide(glanceKey, glance) }
}

/** What was said of this very page until its figures are here; null on every later one. */
export function useFirstGlance() {
  const glance = inject(glanceKey, null)
  const route = useRoute()
  return computed(() => (glance?.address === route.fullPath ? glance : null))
}
