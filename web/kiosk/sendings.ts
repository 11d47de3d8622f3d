/**
 * A clock that was set back makes what was tapped before lie in the future of its own sending, which the server refuses. Such taps go out as if they
 * were sent with the last of them: the server takes the difference to its own clock for what it is. In order, in stretches of one kind.
 */
export function toSendings<Entry extends { occurredAt: string }>(entries: readonly Entry[], now: number): { sentAt: number; entries: Entry[] }[] {
  const sendings: { sentAt: number; entries: Entry[] }[] = []
  let isLastAhead = false
  for (const entry of entries) {
    const at = Date.parse(entry.occurredAt)
    const isAhead = at > now
    const last = sendings[sendings.length - 1]
    if (last && isLastAhead === isAhead) {
      last.entries.push(entry)
      last.sentAt = Math.max(last.sentAt, at)
    } else sendings.push({ sentAt: isAhead ? at : now, entries: [entry] })
    isLastAhead = isAhead
  }
  return sendings
}
