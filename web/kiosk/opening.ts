import type { DeviceSettings } from '../../contract/device.ts'

/** A little before and after its hours a counter serves whoever is there. */
const AROUND_MS = 15 * 60_000

export interface Opening { isOpen: boolean; opensAt: number | null }

/** Whether the counter is open, and when it opens next; where nobody has said anything about this moment it is open. */
export function openingAt(settings: DeviceSettings, now: number): Opening {
  const { open, openKnownTo } = settings
  if (!open || openKnownTo === undefined || now >= openKnownTo) return { isOpen: true, opensAt: null }
  if (open.some((it) => now >= it.from - AROUND_MS && now < it.to + AROUND_MS)) return { isOpen: true, opensAt: null }
  const later = open.filter((it) => it.from > now).map((it) => it.from)
  return { isOpen: false, opensAt: later.length > 0 ? Math.min(...later) : null }
}
