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

export const quantile = (values: readonly number[], q: number) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? 0

export const percent = (it: number) => `${(100 * it).toFixed(0)} %`
export const times = (it: number) => `${it.toFixed(1)}×`
export const milliseconds = (it: number) => `${it.toFixed(0)} ms`
export const rate = (it: number) => `${Math.round(it).toLocaleString('en-GB')}/s`

/** Prints the lines of a result under each other; the goal stands beside what was measured. */
export function printTable(title: string, lines: readonly (readonly [what: string, value: string, goal?: string])[]): void {
  const [whatWidth, valueWidth] = [Math.max(...lines.map(([it]) => it.length)), Math.max(...lines.map(([, it]) => it.length))]
  process.stdout.write(`\n${title} (${CORES} cores, Node ${process.versions.node})\n`)
  for (const [what, value, goal = ''] of lines) process.stdout.write(`  ${what.padEnd(whatWidth)}  ${value.padStart(valueWidth)}${goal ? `   goal ${goal}` : ''}\n`)
}

/** The median and, in brackets, the lowest and the highest. */
export function withRange(values: readonly number[], show: (it: number) => string): string {
  const range = values.length > 1 ? ` (${show(Math.min(...values))} to ${show(Math.max(...values))})` : ''
  return show(median(values)) + range
}

/** `--runs 3` → 3; with `--quick` a small number that shows that the benchmark works, not how fast anything is. */
export const argument = (name: string, otherwise: number, quick = otherwise): number => {
  const at = process.argv.indexOf(`--${name}`)
  if (at >= 0) return Number(process.argv[at + 1])
  return process.argv.includes('--quick') ? quick : otherwise
}
