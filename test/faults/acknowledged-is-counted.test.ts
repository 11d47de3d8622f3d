import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createClient, until } from '../support/client.ts'
import { aRating } from '../support/events.ts'
import { createProcessHome } from '../support/process.ts'

/** Makes the engine merge every part now, as it would sooner or later; in a process of its own, because it allows one path per process. */
const mergeParts = (dataDir: string) => execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', `
  const { connectWarehouse } = await import('./platform/warehouse/connect-warehouse.ts')
  const warehouse = connectWarehouse({ dataDir: ${JSON.stringify(dataDir)}, clickhouseUrl: null })
  await warehouse.run('OPTIMIZE TABLE ratings FINAL')
  await warehouse.run('OPTIMIZE TABLE rating_daily FINAL')
  await warehouse.close()`])

describe('what was acknowledged is counted, exactly once', function () {

  it('also when everything is killed between the 202 and the insert', async () => {
    const home = await createProcessHome()
    let service = await home.start()
    try {
      const first = await createClient(home.url, home.url)
      await first.makeCentre('KILL')
      await service.kill()

      // Without a worker nothing can be inserted: what is acknowledged now exists in the queue alone.
      service = await home.start({ ROLES: 'ingest,web' })
      const sent = Array.from({ length: 200 }, () => aRating('KILL.Q1'))
      for (let at = 0; at < sent.length; at += 20) assert.equal((await first.sendRatings(sent.slice(at, at + 20), first.key)).status, 202)
      await service.kill('SIGKILL')

      service = await home.start()
      const count = async () => (await first.values('counter-satisfaction', { period: '2026-10', level: 'centre', parent: 'KILL' }))[0]?.sampleSize
      await until(async () => (await count()) === 200)
      // What came before one more rating has been recomputed when that is counted.
      const countWithOneMore = async (before: number) => {
        await first.sendRatings([aRating('KILL.Q1')], first.key)
        return await until(async () => {
          const now = await count()
          return now !== before && now
        }, 20_000)
      }
      await first.sendRatings(sent.slice(0, 150), first.key)
      assert.equal(await countWithOneMore(200), 201)

      await service.kill()
      mergeParts(home.dataDir)
      service = await home.start()
      assert.equal(await until(count), 201, 'and still after a merge and a restart')
      await first.sendRatings(sent, first.key)
      assert.equal(await countWithOneMore(201), 202, 'and still when all of it comes again')
    } finally {
      await service.kill('SIGKILL')
      home.remove()
    }
  })
})
