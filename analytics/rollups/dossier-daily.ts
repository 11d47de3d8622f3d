import { DIRTY, type RollupDefinition } from './rollup.ts'

/**
 * Dossiers by day, centre, agency, counter, procedure, sector and channel. One dossier counts on up to three days: as received,
 * as due and as resolved. Day against day, not instant against instant, decides whether it was in time; withdrawn ones (7) are
 * never due. The end is `finishedAt`, or `returnedAt` where the source gives only that. Resolved are statuses 9 and 10.
 */
export const DOSSIER_DAILY: RollupDefinition = {
  kind: 'dossiers',
  table: 'dossier_daily',
  dimensions: ['day', 'centre_code', 'agency_code', 'counter_code', 'procedure_code', 'sector_code', 'channel'],
  measures: [
    'received', 'with_components', 'components', 'components_digitised', 'online_eligible', 'online_of_eligible',
    'with_fee', 'with_fee_paid_online', 'due', 'due_on_time', 'resolved', 'resolved_electronically',
  ],
  freshCells: `
    SELECT assumeNotNull(counted.2) AS day, centre_code, agency_code, counter_code, procedure_code, sector_code, channel,
      toUInt32(counted.1 = 'received') AS fresh_received,
      toUInt32(counted.1 = 'received' AND components > 0) AS fresh_with_components,
      if(counted.1 = 'received', components, 0) AS fresh_components,
      if(counted.1 = 'received', components_digitised, 0) AS fresh_components_digitised,
      toUInt32(counted.1 = 'received' AND online_eligible) AS fresh_online_eligible,
      toUInt32(counted.1 = 'received' AND online_eligible AND channel = 'online') AS fresh_online_of_eligible,
      toUInt32(counted.1 = 'received' AND fee > 0) AS fresh_with_fee,
      toUInt32(counted.1 = 'received' AND fee > 0 AND paid_online != 'no') AS fresh_with_fee_paid_online,
      toUInt32(counted.1 = 'due') AS fresh_due,
      toUInt32(counted.1 = 'due' AND ifNull(ended_on <= counted.2, 0)) AS fresh_due_on_time,
      toUInt32(counted.1 = 'resolved') AS fresh_resolved,
      toUInt32(counted.1 = 'resolved' AND result_electronic) AS fresh_resolved_electronically
    FROM (
      SELECT *, toDate(ifNull(finished_at, returned_at), 'Asia/Ho_Chi_Minh') AS ended_on,
        arrayJoin(arrayFilter(it -> isNotNull(it.2), [
          ('received', toNullable(toDate(registered_at, 'Asia/Ho_Chi_Minh'))),
          ('due', if(status = 7, NULL, toDate(due_at, 'Asia/Ho_Chi_Minh'))),
          ('resolved', if(status IN (9, 10), ended_on, NULL))
        ])) AS counted
      FROM dossiers_current
      WHERE (toDate(registered_at, 'Asia/Ho_Chi_Minh') BETWEEN {from:Date} AND {to:Date}
          OR toDate(due_at, 'Asia/Ho_Chi_Minh') BETWEEN {from:Date} AND {to:Date}
          OR toDate(ifNull(finished_at, returned_at), 'Asia/Ho_Chi_Minh') BETWEEN {from:Date} AND {to:Date})
    )
    WHERE (assumeNotNull(counted.2), centre_code) IN ${DIRTY}`,
}
