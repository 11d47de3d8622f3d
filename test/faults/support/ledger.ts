import assert from 'node:assert/strict'
import { z } from 'zod'
import { reconcileCustody } from '../../../ingest/custody/reconcile-custody.ts'
import { systemClock } from '../../../platform/clock.ts'
import { connectRecord } from '../../../platform/record/connect-record.ts'
import { connectWarehouse } from '../../../platform/warehouse/connect-warehouse.ts'
import { createDevices } from '../../../registry/devices.ts'
import { until } from '../../support/client.ts'
import { quietLogger } from '../../support/stores.ts'
import type { OtherSystem } from './other-system.ts'
import type { Stack } from './stack.ts'
import type { Tablet } from './tablet.ts'

/** What became of everything that one hall of tablets and one other system gave. */
export interface Ledger {
  captured: number
  acknowledged: number
  stored: number
  setAside: Record<string, number>
  refused: number
  missing: number
  double: number
  /** acknowledged and neither stored nor set aside */
  lost: number
  /** what the daily rollup counts: the figure that is shown */
  counted: number
  dossiersAcknowledged: number
  dossiersStored: number
}

export interface Hall { centre: string; tablets: Tablet[]; system: OtherSystem | null }

const storedRow = z.object({ id: z.string(), copies: z.coerce.number() })
const asideRow = z.object({ sender: z.string(), id: z.string(), reason: z.string(), seq: z.coerce.number() })
const numberRow = z.object({ number: z.coerce.number() })
const textRow = z.object({ text: z.string() })

/** Reads from the engine itself what became of a hall's facts. */
export async function readLedger(stack: Stack, { centre, tablets, system }: Hall): Promise<Ledger> {
  const warehouse = connectWarehouse({ dataDir: '', clickhouseUrl: stack.engineUrl })
  const read = <Row>(sql: string, row: z.ZodType<Row>) => warehouse.select({ name: 'ledger', sql, row }, {})
  try {
    const stored = new Map((await read(`SELECT toString(id) AS id, count() AS copies FROM ratings_current WHERE centre_code = '${centre}' GROUP BY id`, storedRow)).map((it) => [it.id, it.copies]))
    const aside = await read(`SELECT DISTINCT sender, id, reason, seq FROM set_aside_facts FINAL WHERE centre_code = '${centre}'`, asideRow)
    const senders = tablets.map((it) => `'${it.sender}'`).join(',') || `''`
    const refused = new Set((await read(`SELECT concat(sender, '|', toString(seq)) AS text FROM refused_facts WHERE sender IN (${senders})`, textRow)).map((it) => it.text))
    const [counted] = await read(`SELECT sum(ratings) AS number FROM rating_daily FINAL WHERE is_deleted = 0 AND centre_code = '${centre}'`, numberRow)
    const resolved = new Set((await read(`SELECT code AS text FROM dossiers_current WHERE agency_code = '${centre}A' AND status = 9`, textRow)).map((it) => it.text))

    const asideIds = new Set(aside.map((it) => it.id))
    const taps = tablets.flatMap((tablet) => tablet.taps.map((tap) => ({ ...tap, key: `${tablet.sender}|${tap.rating.seq}` })))
    const acknowledged = [...taps.filter((it) => it.wasAcknowledged).map((it) => it.rating.id), ...(system?.ratings ?? []).filter((it) => it.isAcknowledged).map((it) => it.item.id)]
    const setAside: Record<string, number> = {}
    for (const { reason } of aside) setAside[reason] = (setAside[reason] ?? 0) + 1
    const finished = new Set((system?.dossiers ?? []).filter((it) => it.isAcknowledged && it.item.status === 9).map((it) => it.item.code))
    return {
      captured: taps.length + (system?.ratings.length ?? 0), acknowledged: acknowledged.length, stored: stored.size, setAside, refused: refused.size,
      missing: taps.filter((it) => !stored.has(it.rating.id) && !asideIds.has(it.rating.id) && !refused.has(it.key)).length
        + (system?.ratings ?? []).filter((it) => !stored.has(it.item.id)).length,
      double: [...stored.values()].filter((copies) => copies > 1).length,
      lost: acknowledged.filter((id) => !stored.has(id) && !asideIds.has(id)).length,
      counted: counted?.number ?? 0, dossiersAcknowledged: finished.size, dossiersStored: [...finished].filter((it) => resolved.has(it)).length,
    }
  } finally {
    await warehouse.close()
  }
}

const isSettled = (it: Ledger) => it.lost === 0 && it.missing === 0 && it.counted === it.stored && it.dossiersStored === it.dossiersAcknowledged

/** Waits until everything has arrived, prints the ledger, and asserts that its sums agree. */
export async function assertBalanced(stack: Stack, hall: Hall, name: string): Promise<Ledger> {
  const settledWithinMs = 90_000
  await until(async () => isSettled(await readLedger(stack, hall)), settledWithinMs).catch(() => {})
  const ledger = await readLedger(stack, hall)
  print(name, ledger)
  const conflicts = ledger.setAside['conflict'] ?? 0
  const setAside = Object.values(ledger.setAside).reduce((sum, count) => sum + count, 0) - conflicts
  assert.equal(ledger.lost, 0, `${name}: acknowledged and lost`)
  assert.equal(ledger.double, 0, `${name}: counted twice`)
  assert.equal(ledger.missing, 0, `${name}: captured and missing`)
  assert.equal(ledger.stored + setAside + ledger.refused, ledger.captured, `${name}: captured = stored + set aside + refused + missing`)
  assert.equal(ledger.counted, ledger.stored, `${name}: what is shown is what is stored`)
  assert.equal(ledger.dossiersStored, ledger.dossiersAcknowledged, `${name}: dossiers`)
  await assertCustodyAgrees(stack, hall, name)
  return ledger
}

/** The night's own reconciliation must come to the same result. */
async function assertCustodyAgrees(stack: Stack, { tablets }: Hall, name: string): Promise<void> {
  const warehouse = connectWarehouse({ dataDir: '', clickhouseUrl: stack.engineUrl })
  const record = await connectRecord({ dataDir: '', databaseUrl: stack.databaseUrl })
  try {
    const ours = new Set(tablets.map((it) => it.deviceId))
    const devices = createDevices({ record, clock: systemClock })
    const numbered = async () => (await devices.numbered()).filter((it) => ours.has(it.deviceId))
    const { captured, missing, unbalanced } = await reconcileCustody({ warehouse, devices: { numbered }, clock: systemClock, logger: quietLogger })
    assert.deepEqual([unbalanced, missing, captured], [[], 0, tablets.reduce((sum, it) => sum + it.taps.length, 0)], `${name}: custody`)
  } finally {
    await record.close()
    await warehouse.close()
  }
}

function print(name: string, ledger: Ledger): void {
  const aside = Object.entries(ledger.setAside).map(([reason, count]) => `${reason} ${count}`).join(', ') || 'none'
  process.stdout.write(`      ${name}: captured ${ledger.captured}, acknowledged ${ledger.acknowledged}, stored ${ledger.stored}, set aside (${aside}), refused ${ledger.refused}, missing ${ledger.missing}, double ${ledger.double}; dossiers ${ledger.dossiersStored} of ${ledger.dossiersAcknowledged}\n`)
}
