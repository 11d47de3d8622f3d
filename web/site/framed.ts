import type { InjectionKey, Ref } from 'vue'

/** Whether the frame of the page stands, and the page itself may be made; see `main.ts`. */
export const framedKey: InjectionKey<Ref<boolean>> = Symbol('framed')
