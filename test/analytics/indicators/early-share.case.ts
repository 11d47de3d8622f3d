import type { GoldenCase } from './golden-case.ts'

export const earlyShareCase: GoldenCase = {
  indicator: 'early-share',
  facts: () => [
    { why: 'resolved before the day', times: 6, dossier: {} },
    { why: 'resolved on the day', times: 2, dossier: { finishedAt: '2026-03-09T18:00:00+07:00' } },
    { why: 'resolved a day late', times: 3, dossier: { finishedAt: '2026-03-10T08:00:00+07:00' } },
    { why: 'still open after its day: not resolved, so not in this rate', times: 4, dossier: { finishedAt: null, status: 4 } },
    { why: 'without an appointment: neither early nor late', times: 2, dossier: { dueAt: null } },
    { why: 'refused: ended, not resolved', dossier: { status: 3 } },
    { why: 'resolved in April', dossier: { finishedAt: '2026-04-02T08:00:00+07:00' } },
  ],
  expected: { numerator: 6, denominator: 11, sampleSize: 11, value: 0.545455, lower: 0.280092, upper: 0.787287 },
}
