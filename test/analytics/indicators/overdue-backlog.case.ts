import type { GoldenCase } from './golden-case.ts'

export const overdueBacklogCase: GoldenCase = {
  indicator: 'overdue-backlog',
  facts: () => [
    { why: 'open and overdue at the end of March', times: 3, dossier: { finishedAt: null, status: 4 } },
    { why: 'carried over from February, overdue at the end of March, resolved in April', times: 1, dossier: { receivedAt: '2026-02-10T08:00:00+07:00', dueAt: '2026-03-02T17:00:00+07:00', finishedAt: '2026-04-02T08:00:00+07:00' } },
    { why: 'due on the last day and not done: overdue', times: 1, dossier: { dueAt: '2026-03-31T17:00:00+07:00', finishedAt: null, status: 4 } },
    { why: 'open, due in April: not overdue', times: 7, dossier: { dueAt: '2026-04-10T17:00:00+07:00', finishedAt: null, status: 4 } },
    { why: 'open without an appointment: shown as not classified', times: 2, dossier: { dueAt: null, finishedAt: null, status: 4 } },
    { why: 'resolved: not open', times: 4, dossier: {} },
    { why: 'withdrawn: out', times: 2, dossier: { status: 7, finishedAt: null } },
  ],
  expected: { numerator: 5, denominator: 12, sampleSize: 12, value: 0.416667, lower: 0.19326, upper: 0.680489 },
}
