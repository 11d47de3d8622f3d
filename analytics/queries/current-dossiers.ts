/** Codes of the units and counters that lie in the unit asked for; null is the whole country. */
export type PlaceCodes = { units: readonly string[]; counters: readonly string[] } | null

const OF_AGENCY = 'agency_code IN {units:Array(String)}'
const OF_CENTRE = 'centre_code IN {units:Array(String)}'
const AT_COUNTER = 'counter_code IN {counters:Array(String)}'

/**
 * The current states that fulfil a condition, in the places asked for. First their keys are looked for among all stored states, by place,
 * where sort key and indexes let nearly all blocks be skipped; only those are folded and looked at again. For few dossiers out of many.
 * Text of our own; what comes from outside is bound.
 */
export function fewCurrentStates({ places, columns, condition }: { places: PlaceCodes; columns: string; condition: string }): string {
  const lies = [OF_AGENCY, OF_CENTRE, AT_COUNTER]
  const keys = places === null ? `SELECT agency_code, code FROM dossiers WHERE ${condition}`
    : lies.map((it) => `SELECT agency_code, code FROM dossiers WHERE ${it} AND ${condition}`).join(' UNION ALL ')
  return `
    (SELECT ${columns} FROM dossiers FINAL
     WHERE (agency_code, code) IN (${keys}) AND ${condition}${places === null ? '' : ` AND (${lies.join(' OR ')})`})`
}

/**
 * The same for what holds of many dossiers, open ones say: a list of tens of thousands of keys costs more than folding everything once.
 * Those of the agencies in the unit lie together by the sort key; only what other agencies have at its centres and counters goes by keys.
 */
export function manyCurrentStates({ places, columns, condition }: { places: PlaceCodes; columns: string; condition: string }): string {
  if (places === null) return `(SELECT ${columns} FROM dossiers FINAL WHERE ${condition})`
  const elsewhere = `NOT (${OF_AGENCY})`
  const keys = [OF_CENTRE, AT_COUNTER].map((it) => `SELECT agency_code, code FROM dossiers WHERE ${it} AND ${elsewhere} AND ${condition}`).join(' UNION ALL ')
  return `
    (SELECT ${columns} FROM dossiers FINAL WHERE ${OF_AGENCY} AND ${condition}
     UNION ALL
     SELECT ${columns} FROM dossiers FINAL WHERE (agency_code, code) IN (${keys}) AND ${elsewhere} AND (${OF_CENTRE} OR ${AT_COUNTER}) AND ${condition})`
}
