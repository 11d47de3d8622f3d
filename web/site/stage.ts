import type { InjectionKey, Ref } from 'vue'

/** How much of a page may be made: nothing yet, its header too, the page itself too; see `main.ts`. */
export type Stage = 'begun' | 'headed' | 'whole'
export const stageKey: InjectionKey<Ref<Stage>> = Symbol('stage')
