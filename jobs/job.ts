/** Work by the clock. Running it twice for the same instant leaves the same rows. */
export interface JobDefinition {
  id: string
  schedule: { everyMs: number } | { cron: string }
  run(context: { scheduledFor: number }): Promise<void>
}
