import assert from 'node:assert/strict'
import { createClient, until } from '../support/client.ts'
import { aRating } from '../support/events.ts'
import { createProcessHome } from '../support/process.ts'

describe('what was acknowledged is counted, exactly once', function () {
  this.timeout(90_000)

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
      await until(async () => (await count()) === 200, 20_000)
      await first.sendRatings(sent.slice(0, 150), first.key)
      await new Promise((resolve) => setTimeout(resolve, 2_500))
      assert.equal(await count(), 200)

      await service.kill()
      service = await home.start()
      assert.equal(await until(count), 200, 'and still after a restart')
    } finally {
      await service.kill('SIGKILL')
      home.remove()
    }
  })
})
