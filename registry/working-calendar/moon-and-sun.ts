/**
 * When the moon is new and where the sun stands, after J. Meeus, Astronomical Algorithms (2nd edition 1998), chapters 49 and 25.
 * Good for 1900–2199: a new moon to half a minute, the sun to 0.01°, which it moves in a quarter of an hour.
 */
const DEGREE = Math.PI / 180
const sin = (degrees: number) => Math.sin(degrees * DEGREE)

/** 1970-01-01T00:00Z as a Julian date. */
const EPOCH_JD = 2_440_587.5
const J2000 = 2_451_545
const DAYS_PER_CENTURY = 36_525
const SECONDS_PER_DAY = 86_400

/** Terms of the new moon in days: amplitude, power of E, multiples of M, M′, F and Ω (table 49.A). */
const PERIODIC: readonly (readonly [amplitude: number, e: number, m: number, m1: number, f: number, o: number])[] = [
  [-0.4072, 0, 0, 1, 0, 0], [0.17241, 1, 1, 0, 0, 0], [0.01608, 0, 0, 2, 0, 0], [0.01039, 0, 0, 0, 2, 0], [0.00739, 1, -1, 1, 0, 0],
  [-0.00514, 1, 1, 1, 0, 0], [0.00208, 2, 2, 0, 0, 0], [-0.00111, 0, 0, 1, -2, 0], [-0.00057, 0, 0, 1, 2, 0], [0.00056, 1, 1, 2, 0, 0],
  [-0.00042, 0, 0, 3, 0, 0], [0.00042, 1, 1, 0, 2, 0], [0.00038, 1, 1, 0, -2, 0], [-0.00024, 1, -1, 2, 0, 0], [-0.00017, 0, 0, 0, 0, 1],
  [-0.00007, 0, 2, 1, 0, 0], [0.00004, 0, 0, 2, -2, 0], [0.00004, 0, 3, 0, 0, 0], [0.00003, 0, 1, 1, -2, 0], [0.00003, 0, 0, 2, 2, 0],
  [-0.00003, 0, 1, 1, 2, 0], [0.00003, 0, -1, 1, 2, 0], [-0.00002, 0, -1, 1, -2, 0], [-0.00002, 0, 1, 3, 0, 0], [0.00002, 0, 0, 4, 0, 0],
]

/** What the planets add: amplitude in days, angle at k = 0, its growth by k. */
const PLANETARY: readonly (readonly [amplitude: number, angle: number, rate: number])[] = [
  [0.000325, 299.77, 0.107408], [0.000165, 251.88, 0.016321], [0.000164, 251.83, 26.651886], [0.000126, 349.42, 36.412478],
  [0.00011, 84.66, 18.206239], [0.000062, 141.74, 53.303771], [0.00006, 207.14, 2.453732], [0.000056, 154.84, 7.30686],
  [0.000047, 34.52, 27.261239], [0.000042, 207.19, 0.121824], [0.00004, 291.34, 1.844379], [0.000037, 161.72, 24.198154],
  [0.000035, 239.56, 25.513099], [0.000023, 331.55, 3.592518],
]

/** By how many seconds uniform time is ahead of the clock (ΔT; polynomials of Espenak and Meeus, NASA 2006). */
function aheadSeconds(year: number): number {
  const t = year - 2000
  if (year < 1961) return 29.07 + 0.407 * (year - 1950) - (year - 1950) ** 2 / 233 + (year - 1950) ** 3 / 2547
  if (year < 1986) return 45.45 + 1.067 * (year - 1975) - (year - 1975) ** 2 / 260 - (year - 1975) ** 3 / 718
  if (year < 2005) return 63.86 + 0.3345 * t - 0.060374 * t ** 2 + 0.0017275 * t ** 3 + 0.000651814 * t ** 4 + 0.00002373599 * t ** 5
  if (year < 2050) return 62.92 + 0.32217 * t + 0.005589 * t ** 2
  return -20 + 32 * ((year - 1820) / 100) ** 2 - 0.5628 * (2150 - year)
}

/** Days between two new moons, on average. */
export const LUNATION_DAYS = 29.530588861

/** The k-th new moon after that of 6 January 2000, as days since 1970-01-01T00:00Z (with their fraction). */
export function newMoonAt(k: number): number {
  const t = k / 1236.85
  const e = 1 - 0.002516 * t - 0.0000074 * t ** 2
  const m = 2.5534 + 29.1053567 * k - 0.0000014 * t ** 2 - 0.00000011 * t ** 3
  const m1 = 201.5643 + 385.81693528 * k + 0.0107582 * t ** 2 + 0.00001238 * t ** 3
  const f = 160.7108 + 390.67050284 * k - 0.0016118 * t ** 2 - 0.00000227 * t ** 3
  const o = 124.7746 - 1.56375588 * k + 0.0020672 * t ** 2 + 0.00000215 * t ** 3
  let jd = 2_451_550.09766 + LUNATION_DAYS * k + 0.00015437 * t ** 2 - 0.00000015 * t ** 3
  for (const [amplitude, power, byM, byM1, byF, byO] of PERIODIC) jd += amplitude * e ** power * sin(byM * m + byM1 * m1 + byF * f + byO * o)
  for (const [amplitude, angle, rate] of PLANETARY) jd += amplitude * sin(angle + rate * k)
  return jd - EPOCH_JD - aheadSeconds(2000 + t * 100) / SECONDS_PER_DAY
}

/** The sun's apparent longitude in degrees, 0–360, at a moment given as days since 1970-01-01T00:00Z. */
export function sunLongitudeAt(epochDays: number): number {
  const year = 1970 + epochDays / 365.25
  const t = (epochDays + EPOCH_JD + aheadSeconds(year) / SECONDS_PER_DAY - J2000) / DAYS_PER_CENTURY
  const meanLongitude = 280.46646 + 36_000.76983 * t + 0.0003032 * t ** 2
  const m = 357.52911 + 35_999.05029 * t - 0.0001537 * t ** 2
  const centre = (1.914602 - 0.004817 * t - 0.000014 * t ** 2) * sin(m) + (0.019993 - 0.000101 * t) * sin(2 * m) + 0.000289 * sin(3 * m)
  const longitude = meanLongitude + centre - 0.00569 - 0.00478 * sin(125.04 - 1934.136 * t)
  return ((longitude % 360) + 360) % 360
}
