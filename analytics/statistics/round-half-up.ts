/** An exact fraction of whole numbers; `denominator` is positive. */
export interface Fraction { numerator: bigint; denominator: bigint }

export const fraction = (numerator: number | bigint, denominator: number | bigint = 1): Fraction => ({ numerator: BigInt(numerator), denominator: BigInt(denominator) })

/** A decimal as it is written, exactly: 12.5 → 25/2 in tenths. Numbers of at most 15 digits, as JSON writes them. */
export function toFraction(decimal: number): Fraction {
  const match = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(decimal))
  if (!match) throw new RangeError(`${decimal} is no decimal from 0 on`)
  const [, whole = '0', digits = '', exponent = '0'] = match
  const places = digits.length - Number(exponent)
  const numerator = BigInt(whole + digits)
  return places >= 0 ? { numerator, denominator: 10n ** BigInt(places) } : { numerator: numerator * 10n ** BigInt(-places), denominator: 1n }
}

export const multiply = (a: Fraction, b: Fraction): Fraction => ({ numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator })
export const divide = (a: Fraction, b: Fraction): Fraction => ({ numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator })
export const isGreater = (a: Fraction, b: Fraction): boolean => a.numerator * b.denominator > b.numerator * a.denominator

/**
 * Rounds half up to so many decimals, exactly: 0.125 → 0.13. Computed on whole numbers, because 1.005 is less than 1.005 in binary.
 * The portal's rule for scores (domain.md §1.6), reproduced on 38 of 38 published rows.
 */
export function roundHalfUp({ numerator, denominator }: Fraction, decimals: number): number {
  const scale = 10n ** BigInt(decimals)
  return Number((2n * numerator * scale + denominator) / (2n * denominator)) / Number(scale)
}

/** Adds numbers of at most so many decimals without binary dust: 5.05 + 0.75 + 0.45 = 6.25. */
export function addDecimals(values: readonly number[], decimals: number): number {
  const scale = 10 ** decimals
  return values.reduce((sum, it) => sum + Math.round(it * scale), 0) / scale
}
