import type { GoldenCase } from './golden-case.ts'

export const onlinePaymentCase: GoldenCase = {
  indicator: 'online-payment',
  facts: () => [
    { why: 'paid through the national portal', times: 5, dossier: { fee: 50_000, paid: true, paidOnline: 'national' } },
    { why: 'paid through a local gateway', times: 3, dossier: { fee: 20_000, paid: true, paidOnline: 'local' } },
    { why: 'paid in cash', dossier: { fee: 50_000, paid: true } },
    { why: 'not paid yet: still an obligation', dossier: { fee: 50_000 } },
    { why: 'without a fee there is nothing to pay', times: 7, dossier: { fee: 0 } },
  ],
  expected: { numerator: 8, denominator: 10, sampleSize: 10, value: 0.8, lower: 0.490162, upper: 0.943318 },
}
