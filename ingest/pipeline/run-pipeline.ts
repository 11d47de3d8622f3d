import type { RatingFact, SetAside } from './rating-fact.ts'

/** One step: takes the facts of a batch, answers those that go on and those it sets aside with a reason. */
export interface Step {
  name: string
  run(facts: RatingFact[]): Promise<{ facts: RatingFact[]; setAside?: SetAside[] }>
}

/** Runs the steps in order. Nothing is dropped: what leaves the list of facts is in the list of what was set aside. */
export async function runPipeline(steps: readonly Step[], facts: RatingFact[]): Promise<{ facts: RatingFact[]; setAside: SetAside[] }> {
  const setAside: SetAside[] = []
  for (const step of steps) {
    const result = await step.run(facts)
    facts = result.facts
    setAside.push(...(result.setAside ?? []))
  }
  return { facts, setAside }
}
