import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { createPatientWarehouse } from '../../../platform/warehouse/patient-warehouse.ts'
import { isDataError } from '../../../platform/warehouse/row-error.ts'
import type { Warehouse } from '../../../platform/warehouse/warehouse.ts'
import { testService } from '../../support/service.ts'
import { quietLogger } from '../../support/stores.ts'

describe('the warehouse of those who rather wait than fail', () => {
  const one = { name: 'one', sql: 'SELECT 1 AS one', row: z.object({ one: z.number() }) }
  const COLUMNS = ['sender', 'seq', 'id', 'rules', 'received_at']
  const aRow = (seq: unknown) => ['patience', seq, '', [], new Date().toISOString()]

  /** The real engine behind a wire that is cut for the next so many questions. */
  const openEngine = async (refusals: number) => {
    const { warehouse: real } = await testService()
    const engine = { refusals, asked: 0 }
    const through = <T>(work: () => Promise<T>): Promise<T> => {
      engine.asked += 1
      return engine.refusals-- > 0 ? Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })) : work()
    }
    const wire: Warehouse = {
      ...real, select: (query, params) => through(() => real.select(query, params)),
      insert: (...given) => through(() => real.insert(...given)), run: (...given) => through(() => real.run(...given)),
    }
    return { engine, ...createPatientWarehouse(wire, { logger: quietLogger }) }
  }

  it('tries again until the engine is back, and then answers', async () => {
    const { engine, warehouse } = await openEngine(3)
    const startedAt = Date.now()
    assert.deepEqual(await warehouse.select(one, {}), [{ one: 1 }])
    const tookMs = Date.now() - startedAt
    assert.equal(engine.asked, 4)
    assert.ok(tookMs >= 1_700, `0.25 + 0.5 + 1 s, took ${tookMs} ms`)
  })

  it('waits with inserts and statements too', async () => {
    const { engine, warehouse } = await openEngine(1)
    await warehouse.insert('refused_facts', COLUMNS, [aRow(1)])
    engine.refusals = 1
    await warehouse.run('SELECT 1')
    assert.equal(engine.asked, 4)
  })

  it('lets everybody wait for the same next attempt, so that a crowd does not make the pauses longer', async () => {
    const { engine, warehouse } = await openEngine(20)
    const startedAt = Date.now()
    await Promise.all(Array.from({ length: 20 }, () => warehouse.select(one, {})))
    assert.equal(engine.asked, 40)
    assert.ok(Date.now() - startedAt < 5_000, 'one pause of 0.25 s for all')
  })

  it('begins with short pauses again after the engine was back', async () => {
    const { engine, warehouse } = await openEngine(3)
    await warehouse.select(one, {})
    engine.refusals = 1
    const startedAt = Date.now()
    await warehouse.select(one, {})
    assert.ok(Date.now() - startedAt < 1_900, 'the next longer pause would be 2 s')
  })

  it('gives errors of the rows at once', async () => {
    const { engine, warehouse } = await openEngine(0)
    for (const row of [aRow('no number'), aRow(-1), ['patience', 1, '\ud800', [], new Date().toISOString()], ['patience', 1, '', [], 'yesterday']]) {
      await assert.rejects(warehouse.insert('refused_facts', COLUMNS, [row]), isDataError)
    }
    assert.equal(engine.asked, 4)
  })

  it('ends the waiting with an error when it is stopped', async () => {
    const { engine, warehouse, stop } = await openEngine(Number.MAX_SAFE_INTEGER)
    const waiting = [warehouse.select(one, {}), warehouse.insert('refused_facts', COLUMNS, [aRow(1)])]
    const ended = Promise.allSettled(waiting)
    await sleep(2_000)
    stop()
    const startedAt = Date.now()
    assert.deepEqual((await ended).map((it) => it.status), ['rejected', 'rejected'])
    assert.ok(Date.now() - startedAt < 1_500, 'the pause under way would have been 1.75 s more')
    const { asked } = engine
    await assert.rejects(warehouse.select(one, {}), /ECONNREFUSED/)
    assert.equal(engine.asked, asked + 1, 'who comes after the stop is told at once')
  })
})
