import type { DailyRollup } from './rollup.ts'

const RESOLVED = 'status IN (9, 10)'

/** What a dossier counts as on a day, by the code it has in the statement. */
const AS = { received: 0, due: 1, missed: 2, ended: 3, first: 4, last: 5 } as const

/** What a dossier counts for, by the kind of day: name of the measure → [kind of day, further condition or addend]. */
const COUNTS: Record<string, readonly [kind: keyof typeof AS, condition?: string]> = {
  received: ['received'],
  received_withdrawn: ['received', 'status = 7'],
  received_without_due: ['received', 'isNull(due_on)'],
  with_components: ['received', 'components > 0'],
  with_all_digitised: ['received', '(components > 0 AND components_digitised = components)'],
  with_reuse: ['received', 'components_reused > 0'],
  online_eligible: ['received', 'online_eligible'],
  online_of_eligible: ['received', "(online_eligible AND channel = 'online')"],
  with_fee: ['received', 'fee > 0'],
  with_fee_paid_online: ['received', "(fee > 0 AND paid_online != 'no')"],
  due: ['due'],
  due_on_time: ['due', 'ifNull(ended_on <= due_on, 0)'],
  missed: ['missed'],
  resolved: ['ended', RESOLVED],
  resolved_early: ['ended', `${RESOLVED} AND ifNull(ended_on < due_on, 0)`],
  resolved_on_time: ['ended', `${RESOLVED} AND ifNull(ended_on = due_on, 0)`],
  resolved_late: ['ended', `${RESOLVED} AND ifNull(ended_on > due_on, 0)`],
  resolved_electronically: ['ended', `${RESOLVED} AND result_electronic`],
  resolved_digitised: ['ended', `${RESOLVED} AND result_electronic AND components_digitised > 0`],
  ended_late: ['ended', 'ifNull(ended_on > due_on, 0)'],
  carried_over: ['first'],
  open_at_end: ['last'],
  overdue_at_end: ['last', 'ifNull(due_on <= least(day, {yesterday}), 0)'],
  unclassified_at_end: ['last', 'isNull(due_on)'],
}
const SUMS: Record<string, string> = {
  components: 'components', components_digitised: 'components_digitised', fee: 'fee', fee_paid_online: "if(paid_online != 'no', fee, 0)",
  // Of thousands of đồng, of at most a billion: what the interval of a share by value needs, and no overflow.
  fee_squares: 'pow(least(intDiv(fee, 1000), 1000000), 2)',
}

/** Calendar days from receipt to the end, less those on which the citizen was asked for a supplement and had not brought it. */
const HANDLING_DAYS = `greatest(0, dateDiff('day', received_on, ended_on) - arraySum(it -> if(isNull(it.2), 0,
  greatest(0, dateDiff('day', toDate(it.1, 'Asia/Ho_Chi_Minh'), toDate(assumeNotNull(it.2), 'Asia/Ho_Chi_Minh')))), supplements))`

/** First days of the months in which a dossier was open, as far as they are in question; a month that has not begun has no stock. */
const OPEN_MONTHS = `if(status = 7, [], arrayMap(it -> addMonths(greatest(toStartOfMonth(received_on), toStartOfMonth({from})), it), range(toUInt16(greatest(0,
  1 + dateDiff('month', greatest(received_on, {from}), least(ifNull(ended_on, {today}), {today}, {to})))))))`

/** Decision 766 counts from the second request for a supplement as late whatever comes after (domain.md §1.8, rule 2.1). */
const MISSED_ON = `multiIf(isNull(due_on), NULL,
  length(asked) >= 2, greatest(received_on, toDate(asked[2], 'Asia/Ho_Chi_Minh')),
  ifNull(judged_on > due_on, 1), due_on + 1, NULL)`

/** Every day it counts on, with what it counts as: a small number, because a word would be copied and compared for every day and measure. */
const COUNTED = `arrayConcat(
  [(${AS.received}, toNullable(received_on)), (${AS.due}, if(status = 7, NULL, due_on)), (${AS.missed}, ${MISSED_ON}),
    (${AS.ended}, if(status = 7, NULL, ended_on))],
  arrayMap(it -> (${AS.first}, if(it > received_on AND ifNull(ended_on >= it, 1), toNullable(it), NULL)), open_months),
  arrayMap(it -> (${AS.last}, if(ifNull(ended_on > toLastDayOfMonth(it), 1), toNullable(toLastDayOfMonth(it)), NULL)), open_months))`

const CARRIED = `centre_code, agency_code, counter_code, procedure_code, sector_code, channel, status, components, components_digitised,
            components_reused, result_electronic, online_eligible, fee, paid_online`

/**
 * Dossiers by day, centre, agency, counter, procedure, sector and channel. Day against day, not instant against instant, decides whether
 * one was in time. The end is `finishedAt`, or `returnedAt` where the source gives only that; resolved are statuses 9 and 10. Withdrawn
 * ones (7) are never due, never late and never in stock. A dossier without an appointment is received and resolved, and neither in time
 * nor late: it is counted as without due day. For the running month the stock is that of now. Decision 766 judges by its own rules
 * (`missed`): the end of a dossier that waits for its first supplement is the day it was asked for.
 */
export const DOSSIER_DAILY: DailyRollup = {
  kind: 'dossiers',
  table: 'dossier_daily',
  version: 2,
  // The agency first, by which dossiers are sorted: so they are folded agency by agency, in a quarter of the memory.
  dimensions: ['agency_code', 'day', 'centre_code', 'counter_code', 'procedure_code', 'sector_code', 'channel', 'received_month'],
  measures: [...Object.keys(COUNTS), ...Object.keys(SUMS)],
  histograms: ['handling_days'],
  // All dossiers are read for every statement: their order knows no days.
  cellsPerStatement: 128_000,
  freshCells: ({ from, to, today, yesterday, isDirty, isDirtyCentre }) => `
    SELECT day, centre_code, agency_code, counter_code, procedure_code, sector_code, channel,
      if(counts_as = ${AS.missed}, toStartOfMonth(received_on), toDate(0)) AS received_month,
      ${Object.entries(COUNTS).map(([name, [kind, condition]]) => `counts_as = ${AS[kind]}${condition ? ` AND ${condition}` : ''} AS fresh_${name}`).join(',\n      ')},
      ${Object.entries(SUMS).map(([name, addend]) => `toUInt64(if(counts_as = ${AS.received}, ${addend}, 0)) AS fresh_${name}`).join(',\n      ')},
      if(counts_as = ${AS.ended} AND ${RESOLVED}, [handled_in], []) AS fresh_handling_days
    FROM (
      SELECT * EXCEPT (counted), counted.1 AS counts_as, assumeNotNull(counted.2) AS day
      FROM (
        SELECT ${CARRIED}, received_on, due_on, ended_on, toUInt16(ifNull(least(65535, ${HANDLING_DAYS}), 0)) AS handled_in, ${OPEN_MONTHS} AS open_months,
          arrayJoin(arrayFilter(it -> ifNull(it.2 BETWEEN {from} AND {to}, 0), ${COUNTED})) AS counted
        FROM (
          SELECT ${CARRIED}, supplements,
            toDate(registered_at, 'Asia/Ho_Chi_Minh') AS received_on, toDate(due_at, 'Asia/Ho_Chi_Minh') AS due_on,
            toDate(ifNull(finished_at, returned_at), 'Asia/Ho_Chi_Minh') AS ended_on, arraySort(arrayMap(it -> it.1, supplements)) AS asked,
            multiIf(isNotNull(ended_on), ended_on, length(asked) = 1 AND isNull(supplements[1].2), toNullable(toDate(asked[1], 'Asia/Ho_Chi_Minh')),
              status IN (3, 7, 8), toNullable(toDate(updated_at, 'Asia/Ho_Chi_Minh')), NULL) AS judged_on
          FROM dossiers_current
          WHERE ${isDirtyCentre} AND (
            (received_on <= {to} AND ifNull(ended_on >= {from}, 1)) OR received_on BETWEEN {from} AND {to}
            OR due_on BETWEEN {from} - 1 AND {to} OR ended_on BETWEEN {from} AND {to})
        )
      )
    )
    WHERE ${isDirty('day')}`.replaceAll(/\{(from|to|today|yesterday)\}/g, (_, name: 'from' | 'to' | 'today' | 'yesterday') => `toDate('${{ from, to, today, yesterday }[name]}')`),
}
