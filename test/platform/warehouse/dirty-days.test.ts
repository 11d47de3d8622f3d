import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { createDirtyDays, untilRecomputed, type DirtyDays } from '../../../platform/warehouse/dirty-days.ts'
import { sharedRedis } from '../../support/stores.ts'

const DAY = { day: '2026-03-02', centreCode: 'TT' }
const OTHER_DAY = { day: '2026-03-03', centreCode: 'TT' }

describe('the marks of days', () => {
  let dirtyDays: DirtyDays
  before(async () => { dirtyDays = createDirtyDays(await sharedRedis()) })
  beforeEach(async () => { await (await sharedRedis()).flushall() })

  /** Whether the wait for all that is marked now has ended, asked later. */
  const waiting = () => {
    const state = { isOver: false }
    const ended = untilRecomputed(dirtyDays, 'ratings').then(() => { state.isOver = true })
    return { state, ended }
  }
  const aWhile = () => sleep(150)

  it('stay when they were renewed while their day was recomputed', async () => {
    await dirtyDays.mark('ratings', [DAY, OTHER_DAY])
    const taken = await dirtyDays.take('ratings', 10)
    await dirtyDays.mark('ratings', [DAY])
    await dirtyDays.clear('ratings', taken)
    assert.deepEqual((await dirtyDays.take('ratings', 10)).map((it) => it.day), [DAY.day])
  })

  it('that are renewed are waited for until a run that took them is done, and no longer', async () => {
    await dirtyDays.mark('ratings', [DAY])
    const { state, ended } = waiting()
    await aWhile()
    await dirtyDays.mark('ratings', [DAY])
    await aWhile()
    assert.equal(state.isOver, false, 'nobody has recomputed it')
    const taken = await dirtyDays.take('ratings', 10)
    await dirtyDays.mark('ratings', [DAY])
    await dirtyDays.clear('ratings', taken)
    await ended
    assert.equal(await dirtyDays.count('ratings'), 1, 'the next facts of a busy day are waited for by others')
  })

  it('are not answered by a run that had begun before them', async () => {
    await dirtyDays.mark('ratings', [DAY])
    const taken = await dirtyDays.take('ratings', 10)
    await dirtyDays.mark('ratings', [DAY])
    const { state, ended } = waiting()
    await dirtyDays.clear('ratings', taken)
    await aWhile()
    assert.equal(state.isOver, false, 'that run had begun before')
    await dirtyDays.clear('ratings', await dirtyDays.take('ratings', 10))
    await ended
  })

  it('are waited for in the sums by unit too', async () => {
    await dirtyDays.mark('ratings', [DAY])
    const { state, ended } = waiting()
    await dirtyDays.mark('rating-units', [{ day: DAY.day, centreCode: '' }])
    await dirtyDays.clear('ratings', await dirtyDays.take('ratings', 10))
    await aWhile()
    assert.equal(state.isOver, false)
    await dirtyDays.clear('rating-units', await dirtyDays.take('rating-units', 10))
    await ended
  })
})
