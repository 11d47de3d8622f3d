import { SingleBar } from 'cli-progress'

/** Shows how far the replay is: a bar on a terminal, a line per tenth elsewhere. */
export interface Progress {
  advance(by: number): void
  stop(): void
}

const TENTHS = 10

export function startProgress({ output, total, label }: { output: NodeJS.WriteStream, total: number, label: string }): Progress {
  if (output.isTTY) {
    const bar = new SingleBar({ stream: output, format: `${label} {bar} {percentage}%  {value}/{total}  {duration_formatted}`, hideCursor: true })
    bar.start(total, 0)
    return { advance: (by) => bar.increment(by), stop: () => bar.stop() }
  }
  let done = 0
  let shown = 0
  return {
    advance: (by) => {
      done += by
      const tenth = Math.floor((done / total) * TENTHS)
      if (tenth === shown) return
      shown = tenth
      output.write(`${label} ${tenth * TENTHS}% (${done}/${total})\n`)
    },
    stop: () => {},
  }
}
