import type { GoldenCase } from './golden-case.ts'

export const onTimeWorkloadCase: GoldenCase = {
  indicator: 'on-time-workload',
  facts: () => [
    { why: 'received and resolved early', times: 6, dossier: {} },
    { why: 'resolved late', times: 2, dossier: { finishedAt: '2026-03-10T08:00:00+07:00' } },
    { why: 'still open and overdue at the end of March', times: 1, dossier: { finishedAt: null, status: 4 } },
    { why: 'open at the end of March, due in April: in hand, and not late', times: 2, dossier: { finishedAt: null, status: 4, dueAt: '2026-04-10T17:00:00+07:00' } },
    { why: 'carried over from February and resolved late in March', times: 1, dossier: { receivedAt: '2026-02-10T08:00:00+07:00', dueAt: '2026-03-02T17:00:00+07:00', finishedAt: '2026-03-10T08:00:00+07:00' } },
    { why: 'carried over and overdue at the end of March, resolved in April', times: 1, dossier: { receivedAt: '2026-02-10T08:00:00+07:00', dueAt: '2026-03-02T17:00:00+07:00', finishedAt: '2026-04-02T08:00:00+07:00' } },
    { why: 'ended in February: not in hand any more', times: 3, dossier: { receivedAt: '2026-02-10T08:00:00+07:00', dueAt: '2026-02-20T17:00:00+07:00', finishedAt: '2026-02-19T08:00:00+07:00' } },
    { why: 'withdrawn: out', times: 2, dossier: { status: 7, finishedAt: null } },
  ],
  expected: { numerator: 8, denominator: 13, sampleSize: 13, value: 0.615385, lower: 0.355229, upper: 0.822903 },
}
