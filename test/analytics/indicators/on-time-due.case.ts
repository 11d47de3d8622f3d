import type { GoldenCase } from './golden-case.ts'

export const onTimeDueCase: GoldenCase = {
  indicator: 'on-time-due',
  facts: () => [
    { why: 'finished before the day', times: 6, dossier: {} },
    { why: 'finished on the day, an hour after the appointed time: the day counts', times: 2, dossier: { finishedAt: '2026-03-09T18:00:00+07:00' } },
    { why: 'no end but a return in time', dossier: { finishedAt: null, returnedAt: '2026-03-09T08:00:00+07:00', status: 10 } },
    { why: 'finished a day late', times: 2, dossier: { finishedAt: '2026-03-10T08:00:00+07:00' } },
    { why: 'still open after its day: late, and counted once', dossier: { finishedAt: null, status: 4 } },
    { why: 'withdrawn: not due at all', times: 3, dossier: { status: 7, finishedAt: null } },
    { why: 'due in April: not of this month, though received and finished in March', times: 4, dossier: { dueAt: '2026-04-01T08:00:00+07:00' } },
    { why: 'without an appointment there is no due day', dossier: { dueAt: null } },
  ],
  expected: { numerator: 9, denominator: 12, sampleSize: 12, value: 0.75, lower: 0.467695, upper: 0.911058 },
}
