import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { ReadStoredRanges } from './custody.ts'

const storedRanges = defineQuery<{ sender: string }, { from: number; to: number }>({
  name: 'stored-ranges',
  // Numbers that follow each other keep the same distance to their rank, and so fall into one group.
  sql: `SELECT toFloat64(min(seq)) AS from, toFloat64(max(seq)) AS to
        FROM (SELECT seq, seq - row_number() OVER (ORDER BY seq) AS island FROM (
          SELECT seq FROM ratings WHERE sender = {sender:String} AND seq > 0
          UNION DISTINCT SELECT seq FROM set_aside_facts WHERE kind = 'rating' AND sender = {sender:String} AND seq > 0
          UNION DISTINCT SELECT seq FROM refused_facts WHERE sender = {sender:String}))
        GROUP BY island ORDER BY from`,
  row: z.object({ from: z.number(), to: z.number() }),
})

/** Which numbers of a sender the warehouse has, stored, set aside or refused: what custody's marks are rebuilt from. */
export const createReadStoredRanges = (warehouse: Warehouse): ReadStoredRanges => async (sender) =>
  (await warehouse.select(storedRanges, { sender })).map(({ from, to }) => [from, to])
