import type { GoldenCase } from './golden-case.ts'

export const satisfaction766Case: GoldenCase = {
  indicator: 'satisfaction-766',
  facts: () => [
    { why: 'in time', times: 5, dossier: { supplements: [] } },
    { why: 'in time with one supplement that was brought', times: 1, dossier: { supplements: [{ requestedAt: '2026-03-03T08:00:00+07:00', completedAt: '2026-03-04T08:00:00+07:00' }] } },
    { why: 'late', times: 2, dossier: { supplements: [], finishedAt: '2026-03-10T08:00:00+07:00' } },
    { why: 'open and past its day', times: 1, dossier: { supplements: [], finishedAt: null, status: 4 } },
    { why: 'still within its due day at the end of the month, late in April', times: 2, dossier: { supplements: [], dueAt: '2026-04-10T17:00:00+07:00', finishedAt: '2026-04-20T08:00:00+07:00' } },
    { why: 'waits for its first supplement since before its day: that request is its end', times: 1, dossier: { supplements: [{ requestedAt: '2026-03-05T08:00:00+07:00' }], finishedAt: null, status: 5 } },
    { why: 'asked twice: late, though done in time', times: 1, dossier: {} },
    { why: 'without an appointment: not in time', times: 1, dossier: { supplements: [], dueAt: null } },
    { why: 'withdrawn after its day: received and late', times: 1, dossier: { supplements: [], status: 7, finishedAt: '2026-03-10T08:00:00+07:00' } },
    { why: 'received in February, late in March: not of this month', times: 2, dossier: { supplements: [], receivedAt: '2026-02-10T08:00:00+07:00', finishedAt: '2026-03-10T08:00:00+07:00' } },
  ],
  expected: { numerator: 9, denominator: 15, sampleSize: 15, value: 0.6, lower: 0.357468, upper: 0.801755 },
}
