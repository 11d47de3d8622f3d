import type { DailyRollup } from './rollup.ts'

const hanoiDay = (column: string) => `toDate(${column}, 'Asia/Ho_Chi_Minh')`

/** Of an offer: made of agency and code of the dossier as `toOfferId` (ingest/offers) makes it, so that offers find their dossiers and tell nobody of them. */
const OFFER_ID = `toUUIDOrZero(concat(substring(hex_of, 1, 8), '-', substring(hex_of, 9, 4), '-8', substring(hex_of, 14, 3), '-8', substring(hex_of, 18, 3), '-', substring(hex_of, 21, 12)))`
/** Worked out only where tablets have shown offers at all. */
const hexOf = (hasOffers: string) => `if(${hasOffers}, lower(hex(SHA256(concat('offer\\n', agency_code, '\\n', code)))), '')`

/** When the citizen was at the counter for the result, as `closedAtOf` (ingest/offers) has it. */
const CLOSED_AT = 'ifNull(returned_at, if(status = 10, finished_at, NULL))'

/** Dossiers are offered within five minutes; a correction may move the hand-over a little, and then it was still the one that was asked about. */
const ASKED_WITHIN_MINUTES = 60
/** A rating that came at once says that its tablet had a network then; one that was kept for hours does not. */
const AT_ONCE_MINUTES = 10

/**
 * Dossiers handed over at a counter, by day and hour, and whether they were late: how many there were, how many where a tablet stood (by the
 * register, or because one has shown something there that day), and how many a tablet asked about. At hour 0 and without an outcome: the
 * offers that were shown, the dossiers handed over where no tablet stood, the ratings that answered one (no more than there were offers at that counter and day), and the ratings by which a
 * tablet was heard of at once; ratings only of counters where one stood or has shown something.
 */
export const OFFER_DAILY: DailyRollup = {
  kind: 'offers',
  table: 'offer_daily',
  // Not 1: where facts are older than this rollup, it is made out of them at the first start.
  version: 2,
  dimensions: ['day', 'centre_code', 'counter_code', 'hour', 'outcome'],
  measures: ['closed', 'equipped', 'asked', 'offered', 'answered', 'heard'],
  histograms: [],
  cellsPerStatement: 128_000,
  freshCells: ({ from, to, isDirty, isDirtyCentre }) => {
    const within = (column: string, minutesMore = 0) => `${column} >= toDateTime64('${from}', 3, 'Asia/Ho_Chi_Minh') - INTERVAL ${minutesMore} MINUTE
      AND ${column} < toDateTime64('${to}', 3, 'Asia/Ho_Chi_Minh') + INTERVAL 1 DAY + INTERVAL ${minutesMore} MINUTE`
    const offersHere = `shown_offers WHERE ${within('offered_at', ASKED_WITHIN_MINUTES)} AND counter_code IN (SELECT code FROM stored_centres WHERE ${isDirtyCentre})`
    return `
    SELECT day, centre_code, counter_code, if(is_equipped, hour_of, 0) AS hour, if(is_equipped, outcome_of, '') AS outcome, toUInt64(1) AS fresh_closed, toUInt64(is_equipped) AS fresh_equipped,
      toUInt64(was_asked) AS fresh_asked, toUInt64(0) AS fresh_offered, toUInt64(0) AS fresh_answered, toUInt64(0) AS fresh_heard
    FROM (
      SELECT done.day AS day, done.centre_code AS centre_code, done.counter_code AS counter_code, done.hour_of AS hour_of, done.outcome_of AS outcome_of,
        arrayExists(it -> abs(dateDiff('second', done.closed_at, it)) <= ${60 * ASKED_WITHIN_MINUTES}, offer.moments) AS was_asked, done.closed_at < tablet.valid_to AS has_tablet,
        (done.day, done.counter_code) IN (SELECT ${hanoiDay('offered_at')}, toString(counter_code) FROM ${offersHere}) AS has_shown, was_asked OR has_tablet OR has_shown AS is_equipped
      FROM (
        SELECT centre_code, toString(counter_code) AS counter_code, assumeNotNull(closed) AS closed_at, ${hanoiDay('closed_at')} AS day,
          toUInt8(toHour(closed_at, 'Asia/Ho_Chi_Minh')) AS hour_of, ${OFFER_ID} AS offer_id,
          multiIf(isNull(due_at), 'no-due', ${hanoiDay('ifNull(finished_at, returned_at)')} > ${hanoiDay('due_at')}, 'late', 'on-time') AS outcome_of
        FROM (
          SELECT *, ${CLOSED_AT} AS closed, ${hexOf(`(SELECT count() > 0 FROM ${offersHere})`)} AS hex_of FROM dossiers_current
          WHERE ${isDirtyCentre} AND counter_code != '' AND ifNull(${within(CLOSED_AT)}, 0)
        )
      ) AS done
      LEFT JOIN (SELECT id, groupUniqArray(offered_at) AS moments FROM ${offersHere} GROUP BY id) AS offer ON offer.id = done.offer_id
      ASOF LEFT JOIN tablet_places AS tablet ON tablet.counter_code = done.counter_code AND tablet.valid_from <= done.closed_at
    )
    WHERE ${isDirty('day')}
    UNION ALL
    SELECT day, centre_code, counter_code, toUInt8(0) AS hour, '' AS outcome, toUInt64(0) AS fresh_closed, toUInt64(0) AS fresh_equipped,
      toUInt64(0) AS fresh_asked, sum(shown) AS fresh_offered, least(sum(shown), sum(given)) AS fresh_answered, sum(at_once) AS fresh_heard
    FROM (
      SELECT ${hanoiDay('offered_at')} AS day, centre_code, toString(counter_code) AS counter_code, uniqExact(id) AS shown, toUInt64(0) AS given, toUInt64(0) AS at_once
      FROM shown_offers WHERE ${within('offered_at')} AND ${isDirtyCentre} GROUP BY day, centre_code, counter_code
      UNION ALL
      SELECT day, centre_code, toString(counter), toUInt64(0), given, at_once
      FROM (
        SELECT ${hanoiDay('corrected_at')} AS day, centre_code, counter_code AS counter, countIf(trigger = 'dossier-closed') AS given,
          countIf(startsWith(sender, 'device:') AND received_at < corrected_at + INTERVAL ${AT_ONCE_MINUTES} MINUTE) AS at_once
        FROM ratings_current
        WHERE ${within('corrected_at')} AND ${isDirtyCentre} AND counter_code IN (SELECT counter_code FROM tablet_places UNION DISTINCT SELECT toString(counter_code) FROM ${offersHere})
        GROUP BY day, centre_code, counter
      )
    )
    WHERE ${isDirty('day')} AND counter_code != ''
    GROUP BY day, centre_code, counter_code`
  },
}
