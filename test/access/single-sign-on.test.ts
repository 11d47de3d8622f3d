import assert from 'node:assert/strict'
import type { Server } from 'node:http'
import request from 'supertest'
import { openFrontDoor, type FrontDoor } from '../support/front-door.ts'
import { freePort } from '../support/free-port.ts'
import { CLIENT, startSignOnProvider, type People, type SignOnProvider } from '../support/sign-on-provider.ts'

/** Keeps cookies as a browser does, by host and path, and follows redirects one by one. */
function createBrowser() {
  const jar = new Map<string, { value: string; path: string }>()
  const visit = async (address: string): Promise<{ status: number; location: string | null; cookies: string[] }> => {
    const url = new URL(address)
    const sent = [...jar].filter(([key, it]) => key.startsWith(`${url.host} `) && url.pathname.startsWith(it.path)).map(([key, it]) => `${key.split(' ')[1]}=${it.value}`)
    const answer = await fetch(url, { redirect: 'manual', headers: sent.length > 0 ? { cookie: sent.join('; ') } : {} })
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split(';').map((it) => it.trim())
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      const path = attributes.find((it) => /^path=/i.test(it))?.slice(5) ?? '/'
      jar.set(`${url.host} ${name}`, { value, path })
    }
    const location = answer.headers.get('location')
    return { status: answer.status, location: location && new URL(location, url).href, cookies: answer.headers.getSetCookie() }
  }
  return {
    visit,
    /** Follows until somewhere that is no redirect, or until `stopAt` comes up; answers that address. */
    follow: async (address: string, stopAt: RegExp): Promise<string> => {
      let at = address
      for (let hops = 0; hops < 15 && !stopAt.test(at); hops += 1) {
        const { status, location } = await visit(at)
        if (!location) throw new Error(`${at} answered ${status}`)
        at = location
      }
      return at
    },
  }
}

const PEOPLE: People = {
  'sub-1': { email: 'Giam-Doc@example.vn', email_verified: true },
  'sub-2': { email: 'khong-ai@example.vn', email_verified: true },
  'sub-3': { email: 'chua-xac-minh@example.vn', email_verified: false },
  'sub-4': { email: 'nghi@example.vn', email_verified: true },
  'sub-5': { email: 'giam-doc@example.vn', email_verified: true },
}
const PAGE = /\/dang-nhap\?/

describe('single sign-on', function () {
  let door: FrontDoor
  let server: Server
  let provider: SignOnProvider
  let url: string
  const audited = async () => (await door.record.query("SELECT 1 FROM audit_log WHERE action = 'account.link'")).length
  before(async () => {
    const [port, providerPort] = [await freePort(), await freePort()]
    url = `http://127.0.0.1:${port}`
    door = await openFrontDoor({
      workers: false, publicUrl: url, settings: { oidc: { issuer: `http://127.0.0.1:${providerPort}`, ...CLIENT, name: 'Thử' } },
    })
    server = door.app.listen(port, '127.0.0.1')
    for (const email of ['giam-doc', 'chua-xac-minh', 'nghi']) {
      await door.record.query("INSERT INTO account (id, email, name, role, disabled_at) VALUES (gen_random_uuid(), $1, 'Người thử', 'director', $2)", [`${email}@example.vn`, email === 'nghi' ? new Date() : null])
    }
    const away = await createBrowser().visit(`${url}/api/v1/session/oidc?next=/giao-nhan`)
    assert.equal(away.location, `${url}/dang-nhap?sso=away&next=%2Fgiao-nhan`)
    provider = await startSignOnProvider({ port: providerPort, redirectUri: `${url}/api/v1/session/oidc/callback`, people: PEOPLE })
  })
  after(async () => {
    provider.stop()
    server.close()
    server.closeAllConnections()
    await door.close()
  })

  const start = `/api/v1/session/oidc?next=${encodeURIComponent('/trung-tam?x=1')}`
  const signIn = async (subject: string | null, browser = createBrowser()) => {
    provider.is(subject)
    const end = new URL(await browser.follow(`${url}${start}`, PAGE))
    const signedIn = await browser.visit(`${url}/api/v1/session`)
    return { said: end.searchParams.get('sso'), next: end.searchParams.get('next'), isIn: signedIn.status === 200, browser }
  }

  it('lets in whose verified e-mail has an account, links it once, and goes on where one wanted to', async () => {
    const first = await signIn('sub-1')
    assert.deepEqual([first.said, first.next, first.isIn], ['done', '/trung-tam?x=1', true])
    assert.deepEqual([(await signIn('sub-1')).isIn, await audited()], [true, 1])
  })

  it('knows the linked person again when their e-mail has changed there, and gives their old address to nobody', async () => {
    PEOPLE['sub-1'] = { email: 'ten-moi@example.vn', email_verified: true }
    assert.equal((await signIn('sub-1')).isIn, true)
    const other = await signIn('sub-5')
    assert.deepEqual([other.said, other.isIn], ['unknown', false])
  })

  it('says the same to strangers, to an e-mail that is not verified and to a disabled account, and makes no account', async () => {
    for (const subject of ['sub-2', 'sub-3', 'sub-4']) {
      const { said, isIn } = await signIn(subject)
      assert.deepEqual([said, isIn], ['unknown', false], subject)
    }
    assert.equal((await door.record.query("SELECT 1 FROM account WHERE email = 'khong-ai@example.vn'")).length, 0)
  })

  it('keeps a linked account out once it is disabled', async () => {
    await door.record.query("UPDATE account SET disabled_at = now() WHERE email = 'giam-doc@example.vn'")
    assert.equal((await signIn('sub-1')).said, 'unknown')
    await door.record.query("UPDATE account SET disabled_at = NULL WHERE email = 'giam-doc@example.vn'")
  })

  it('refuses a forged state, a journey taken twice, and one begun in another browser', async () => {
    provider.is('sub-1')
    const [mine, other] = [createBrowser(), createBrowser()]
    const callback = await mine.follow(`${url}${start}`, /oidc\/callback\?/)
    const forged = callback.replace(/state=[^&]+/, 'state=forged')
    assert.match((await mine.visit(forged)).location ?? '', /sso=expired/)
    assert.match((await other.visit(callback)).location ?? '', /sso=expired/)
    assert.match((await mine.visit(callback)).location ?? '', /sso=expired/, 'the attempt from elsewhere has used it up')
    const again = await mine.follow(`${url}${start}`, /oidc\/callback\?/)
    assert.match((await mine.visit(again)).location ?? '', /sso=done/)
    assert.match((await mine.visit(again)).location ?? '', /sso=expired/)
  })

  it('says that it was cancelled, and refuses a code that is not the provider’s', async () => {
    assert.deepEqual((await signIn(null)).said, 'refused')
    provider.is('sub-1')
    const browser = createBrowser()
    const callback = await browser.follow(`${url}${start}`, /oidc\/callback\?/)
    assert.match((await browser.visit(callback.replace(/code=[^&]+/, 'code=invented'))).location ?? '', /sso=refused/)
  })

  it('never leads to another site', async () => {
    provider.is('sub-1')
    for (const next of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example']) {
      const end = await createBrowser().follow(`${url}/api/v1/session/oidc?next=${encodeURIComponent(next)}`, PAGE)
      assert.equal(new URL(end).searchParams.get('next'), null)
    }
  })

  it('is not there where it is not set up', async () => {
    const plain = await openFrontDoor({ workers: false })
    await request(plain.app).get('/api/v1/session/oidc').expect(404)
    await plain.close()
  })
})
