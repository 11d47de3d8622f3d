import { computed, ref } from 'vue'
import type { DeliveredCommand } from '../../contract/device.ts'
import type { Journal } from './journal.ts'

/** After the last touch the tablet is left alone for so long before it restarts. */
const QUIET_MS = 10_000

interface OrdersDeps {
  journal: Journal
  clock(): number
  /** Whether nobody is in the middle of anything. */
  isIdle(): boolean
  /** Whether this page could be fetched again: without a network a restart would leave a blank screen. */
  isReachable(): Promise<boolean>
  reload(): void
  /** Called when something is to be confirmed. */
  onHandled(): void
}

/** What the server wants of this tablet: messages to show to the staff, and a restart when nobody is at it. */
export function useOrders({ journal, clock, isIdle, isReachable, reload, onHandled }: OrdersDeps) {
  const commands = ref<DeliveredCommand[]>([])
  const message = computed(() => commands.value.filter((it) => it.kind === 'message')[0] || null)
  let timer = 0
  let touchedAt = 0
  let restarting = false

  const mayRestart = () => isIdle() && clock() - touchedAt >= QUIET_MS
  const drop = (id: string) => { commands.value = commands.value.filter((it) => it.id !== id) }

  async function tryRestart() {
    clearTimeout(timer)
    const restart = commands.value.filter((it) => it.kind === 'restart')[0]
    if (!restart || restarting) return
    if (!mayRestart() || !(await isReachable()) || !mayRestart()) {
      timer = window.setTimeout(() => void tryRestart(), QUIET_MS)
      return
    }
    restarting = true
    // All restarts that wait are this one. Noted first: should the confirmation be lost, the tablet still restarts once.
    for (const it of commands.value) if (it.kind === 'restart') await journal.handle(it.id)
    if (isIdle()) return reload()
    // Somebody has come in that moment: they are served first.
    const waitForThem = window.setInterval(() => {
      if (!mayRestart()) return
      clearInterval(waitForThem)
      reload()
    }, 1_000)
  }

  return {
    message,
    /** Whether nobody is at the tablet, and has not been for a while. */
    isLeftAlone: mayRestart,
    take: (given: DeliveredCommand[]) => {
      commands.value = given
      void tryRestart()
    },
    read: async () => {
      const id = message.value?.id
      if (!id) return
      await journal.handle(id)
      drop(id)
      onHandled()
    },
    touched: () => { touchedAt = clock() },
    stop: () => clearTimeout(timer),
  }
}
