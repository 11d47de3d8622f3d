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

/**
 * Metrics of petitions, by composite: we count them one by one, under the metric itself, where petitions are handled here. A unit that has none
 * here may have them elsewhere, so they are still to be reported.
 */
export const COUNTED_PETITIONS: Readonly<Record<string, readonly string[]>> = {
  'decision-766': ['PETITION_PROCESSING_ON_TIME', 'PETITION_HANDLING_SATISFACTION', 'PETITION_CLASSIFICATION_TTHC', 'PETITION_CLASSIFICATION_STAFF'],
}

/** The indicator that counts a metric: one of a composite's parts, or the indicator whose own id the metric is. */
export const indicatorOfMetric = (metric: string): string =>
  Object.values(COUNTED_PARTS).map((it) => it[metric]).find((it) => it !== undefined) ?? metric
