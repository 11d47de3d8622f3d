/**
 * Which indicator of ours counts what a metric of a composite reports, by composite and metric: the same numerator over the same
 * denominator, or as near as facts of single dossiers come. An indicator that does not exist counts nothing.
 */
export const COUNTED_PARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'decision-766': {
    PROGRESS: 'progress-766',
    PAYMENT_DOSSIERS: 'online-payment',
    ORIGINAL_RESULT_AVAILABLE: 'result-digitisation',
    SO_HOA_GIAY_TO_GIAI_QUYET: 'digitisation-766',
    REUSED_DIGITIZED_DATA: 'digitised-reuse',
    DOSSIER_RECEIVING_SATISFACTION: 'satisfaction-766',
  },
}

/** The indicator that counts a metric: one of a composite's parts, or the indicator whose own id the metric is. */
export const indicatorOfMetric = (metric: string): string =>
  Object.values(COUNTED_PARTS).map((it) => it[metric]).find((it) => it !== undefined) ?? metric
