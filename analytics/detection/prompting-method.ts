/**
 * The parameters of looking for selective prompting, all of them, under one version. Chosen on simulated counters: see the test, which says how often
 * healthy ones are named. They name what to look at; they change no index and lock nobody out.
 */
export const PROMPTING_METHOD = {
  version: 1,
  /** Below so many hand-overs (of a counter, of its late dossiers, of an hour) nothing is concluded. */
  leastOfCounter: 30,
  leastOfOutcome: 10,
  leastOfHour: 20,
  /** Days on which some were asked and some were not, and both groups came: on fewer nothing can be told of a habit. */
  leastDays: 5,
  /** Only so great a difference of shares is worth a look. */
  leastGap: { counter: 0.2, outcome: 0.2, hour: 0.3 },
  /** How much counters differ anyway (τ² on the logit scale) where fewer than ten are known, and at the least. */
  usualSpread: 0.5,
  leastSpread: 0.1,
  leastPrecision: 2,
  /** Of counters that are named in a province and month, at most this share by chance. */
  falseDiscoveries: 0.05,
} as const
export type PromptingMethod = typeof PROMPTING_METHOD
