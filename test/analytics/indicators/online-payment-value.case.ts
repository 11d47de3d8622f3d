import type { GoldenCase } from './golden-case.ts'

export const onlinePaymentValueCase: GoldenCase = {
  indicator: 'online-payment-value',
  facts: () => [
    { why: 'fifty thousand paid through the national portal', times: 5, dossier: { fee: 50_000, paid: true, paidOnline: 'national' } },
    { why: 'twenty thousand paid through a local gateway', times: 3, dossier: { fee: 20_000, paid: true, paidOnline: 'local' } },
    { why: 'a million paid in cash weighs as much as all the others', times: 1, dossier: { fee: 1_000_000, paid: true } },
    { why: 'not paid yet', times: 3, dossier: { fee: 50_000 } },
    { why: 'without a fee: out', times: 4, dossier: {} },
  ],
  expected: { numerator: 310000, denominator: 1460000, sampleSize: 12, value: 0.212329, lower: 0.020428, upper: 0.777012 },
}
