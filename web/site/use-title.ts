import { toValue, watchEffect, type MaybeRefOrGetter } from 'vue'

/** Names the browser's tab after the page's finding. */
export function useTitle(title: MaybeRefOrGetter<string>): void {
  watchEffect(() => {
    document.title = `${toValue(title).replaceAll('\u00a0', ' ')} – Thước Đo`
  })
}
