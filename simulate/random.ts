/** Every draw of the simulated world. The same keys give the same draws, on every machine. */
export interface Random {
  /** Whole number in [0, 2³²). */
  uint32(): number
  /** Real number in (0, 1), never an end of it. */
  unit(): number
  /** Whole number in [0, count). */
  below(count: number): number
  chance(probability: number): boolean
  /** Standard normal. */
  normal(): number
  exponential(): number
  /** Log-normal around its median; `sigma` is the standard deviation of the logarithm. */
  logNormal(median: number, sigma: number): number
  poisson(mean: number): number
  binomial(trials: number, probability: number): number
  pick<T>(items: readonly T[]): T
  /** An item with a chance proportional to its weight. */
  pickWeighted<T>(items: readonly T[], weights: readonly number[]): T
  /** A new array in random order. */
  shuffle<T>(items: readonly T[]): T[]
}

/** Above this many expected events a draw is split in two: exp(-mean) and long waits would lose precision. */
const DIRECT_LIMIT = 12

/** xoshiro128**, seeded from the hashed keys, so that each place and day can have a stream of its own. */
export function createRandom(...keys: (string | number)[]): Random {
  const state = hashToState(keys.join('\u0000'))

  function uint32(): number {
    const result = Math.imul(rotateLeft(Math.imul(state[1], 5), 7), 9) >>> 0
    const shifted = state[1] << 9
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= shifted
    state[3] = rotateLeft(state[3], 11)
    return result
  }
  const unit = () => ((uint32() >>> 5) * 67_108_864 + (uint32() >>> 6) + 0.5) / 9_007_199_254_740_992
  const below = (count: number) => Math.floor(unit() * count)
  const normal = () => Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit())
  const exponential = () => -Math.log(unit())

  function poisson(mean: number): number {
    if (mean <= 0) return 0
    if (mean > DIRECT_LIMIT) return poisson(mean / 2) + poisson(mean / 2)
    const threshold = Math.exp(-mean)
    let events = 0
    for (let product = unit(); product > threshold; product *= unit()) events++
    return events
  }

  function binomial(trials: number, probability: number): number {
    if (trials <= 0 || probability <= 0) return 0
    if (probability >= 1) return trials
    if (probability > 0.5) return trials - binomial(trials, 1 - probability)
    if (trials > 1 && trials * probability > DIRECT_LIMIT) {
      const half = Math.floor(trials / 2)
      return binomial(half, probability) + binomial(trials - half, probability)
    }
    const limit = -Math.log(1 - probability)
    let successes = 0
    for (let waited = 0; successes < trials; successes++) {
      waited += exponential() / (trials - successes)
      if (waited > limit) break
    }
    return successes
  }

  function pickWeighted<T>(items: readonly T[], weights: readonly number[]): T {
    let left = unit() * weights.reduce((sum, weight) => sum + weight, 0)
    const index = weights.findIndex((weight) => (left -= weight) < 0)
    return items[index < 0 ? items.length - 1 : index]!
  }

  function shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items]
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = below(last + 1)
      const kept = shuffled[last]!
      shuffled[last] = shuffled[other]!
      shuffled[other] = kept
    }
    return shuffled
  }

  return {
    uint32, unit, below, normal, exponential, poisson, binomial, pickWeighted, shuffle,
    chance: (probability) => unit() < probability,
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    pick: (items) => items[below(items.length)]!,
  }
}

/** UUIDv7: 48 bits of the moment, the rest drawn, so that a repeated run makes the same id for the same event. */
export function drawUuidV7(random: Random, epochMs: number): string {
  const time = epochMs.toString(16).padStart(12, '0')
  const [a, b, c] = [random.uint32(), random.uint32(), random.uint32()]
  const version = (0x7000 | (a & 0x0fff)).toString(16)
  const variant = (0x8000 | ((a >>> 16) & 0x3fff)).toString(16)
  const tail = b.toString(16).padStart(8, '0') + (c & 0xffff).toString(16).padStart(4, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${tail}`
}

const rotateLeft = (value: number, by: number) => ((value << by) | (value >>> (32 - by))) >>> 0

type State = [number, number, number, number]

/** Four words from any text: FNV-1a from four offsets, each finished so that near keys give far states. */
function hashToState(text: string): State {
  return [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35].map((offset) => {
    let hash = offset
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
    hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
    hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97)
    return (hash ^ (hash >>> 15)) >>> 0
  }) as State
}
