import { ref, watch, type Ref } from 'vue'
import type { MadeRatingLink } from '../../contract/rating-link.ts'

/** Each link is for one rating and lives five minutes: whoever comes next finds another. */
const AGAIN_AFTER_MS = 60_000

/** The address behind the square code on the screen, while it is shown; null without a network, when there is no code. */
export function usePhoneLink({ token, isShown }: { token(): string | null; isShown: Ref<boolean> }) {
  const address = ref<string | null>(null)
  let timer = 0
  async function ask(): Promise<void> {
    clearTimeout(timer)
    const bearer = token()
    if (!isShown.value || !bearer) return
    timer = window.setTimeout(() => void ask(), AGAIN_AFTER_MS)
    const response = await fetch('/api/v1/devices/rating-link', { method: 'POST', headers: { authorization: `Bearer ${bearer}` } }).catch(() => null)
    const answer = response && response.status === 201 ? ((await response.json().catch(() => null)) as MadeRatingLink | null) : null
    address.value = answer && typeof answer.url === 'string' && isShown.value ? answer.url : null
  }
  watch(isShown, (shown) => {
    if (!shown) address.value = null
    void ask()
  })
  return { address, stop: () => clearTimeout(timer) }
}
