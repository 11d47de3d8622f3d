import assert from 'node:assert/strict'
import { refreshRollupsJob } from '../../jobs/refresh-rollups.ts'
import { createDirtyDays } from '../../platform/warehouse/dirty-days.ts'
import { testService } from '../support/service.ts'
import { sharedRedis } from '../support/stores.ts'

describe('the recomputation of marked days', function () {

  it('is not begun again while it runs, and is begun again after', async () => {
    const [{ warehouse }, redis] = [await testService(), await sharedRedis()]
    await redis.flushall()
    const dirtyDays = createDirtyDays(redis)
    let begun = 0
    const job = refreshRollupsJob({ warehouse, clock: Date.now, dirtyDays: { ...dirtyDays, take: (kind, limit) => {
      if (kind === 'ratings') begun += 1
      return dirtyDays.take(kind, limit)
    } } })
    await dirtyDays.mark('ratings', [{ day: '2020-03-02', centreCode: 'NOWHERE' }])
    await Promise.all([1, 2, 3].map((scheduledFor) => job.run({ scheduledFor })))
    assert.deepEqual([begun, await dirtyDays.count('ratings')], [1, 0])
    await job.run({ scheduledFor: 4 })
    assert.equal(begun, 2)
  })
})
