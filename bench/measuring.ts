import { spawn } from 'node:child_process'
import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Measured, Plan } from './generator.ts'
import type { Tablets } from './tablets.ts'

const CORES = cpus().length

/** Runs the load in a process of its own. */
export function generateLoad(plan: Plan): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, 'bench/generator.ts'], { stdio: ['pipe', 'pipe', 'inherit'] })
    let out = ''
    child.stdout.on('data', (chunk) => { out += String(chunk) })
    child.once('exit', (code) => (code === 0 ? resolve(JSON.parse(out) as Measured) : reject(new Error(`the generator ended with ${code}`))))
    child.stdin.end(JSON.stringify(plan))
  })
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] ?? 0 : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** The generator's share of the machine's processor time. */
export const shareOf = ({ cpuSeconds, seconds }: Measured): number => cpuSeconds / (seconds * CORES)

/** Waits until the server calls so many ratings stored; answers when that was (performance.now). */
export async function untilStored(tablets: Tablets, count: number): Promise<number> {
  for (const since = performance.now(); ; await sleep(50)) {
    const stored = await tablets.countStored()
    if (stored >= count) return performance.now()
    if (performance.now() - since > 300_000) throw new Error(`only ${stored} of ${count} are stored after five minutes`)
  }
}

export const percent = (it: number) => `${(100 * it).toFixed(0)} %`
export const times = (it: number) => `${it.toFixed(1)}×`
export const rate = (it: number) => `${Math.round(it).toLocaleString('en-GB')}/s`

/** Prints the lines of a result under each other; the goal stands beside what was measured. */
export function printTable(title: string, lines: readonly (readonly [what: string, value: string, goal?: string])[]): void {
  const [whatWidth, valueWidth] = [Math.max(...lines.map(([it]) => it.length)), Math.max(...lines.map(([, it]) => it.length))]
  process.stdout.write(`\n${title} (${CORES} cores, Node ${process.versions.node})\n`)
  for (const [what, value, goal = ''] of lines) process.stdout.write(`  ${what.padEnd(whatWidth)}  ${value.padStart(valueWidth)}${goal ? `   goal ${goal}` : ''}\n`)
}

/** `--runs 3` → 3 */
export const argument = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
