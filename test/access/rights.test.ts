import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import request, { type Response } from 'supertest'
import { renderRights } from '../../access/render-rights.ts'
import { ROLES } from '../../access/rights.ts'
import { ROUTE_RULES } from '../../access/route-rules.ts'
import { roles, type Role } from '../../contract/role.ts'
import { scopes } from '../../contract/access.ts'
import { operations } from '../../contract/operations.ts'
import { openIngestRoom } from '../support/ingest-room.ts'
import { REACH_EXAMPLES } from './reach-examples.ts'

interface Layer { route?: { path: string; methods: Record<string, boolean> }; handle: { stack?: Layer[] } }

/** Every route that an Express application answers, as `GET /api/v1/units/:code`. */
const routesOf = (layers: Layer[]): string[] => layers.flatMap(({ route, handle }) =>
  route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : routesOf(handle.stack ?? []))

const partsOf = (route: string) => route.split(' ') as [method: string, path: string]

describe('the table of rights', function () {
  let room: Awaited<ReturnType<typeof openIngestRoom>>
  const cookies = new Map<string, string>()
  const keys = new Map<string, string>()

  const cookieOf = async (role: Role, unitCode: string | null): Promise<string> => {
    const known = cookies.get(`${role} ${unitCode}`)
    if (known) return known
    const id = randomUUID()
    await room.record.query(
      'INSERT INTO account (id, email, password_hash, name, role, unit_code, official_code) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [id, `${id}@example.vn`, 'none', role, role, unitCode, role === 'official' ? 'CB001' : null],
    )
    const cookie = `session=${await room.access.sessions.open(id)}`
    cookies.set(`${role} ${unitCode}`, cookie)
    return cookie
  }
  const send = (route: string, path: string, who: { cookie?: string; key?: string }, body?: object): Promise<Response> => {
    const [method] = partsOf(route)
    const call = request(room.app)[method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'](path)
    if (who.cookie) call.set('Cookie', who.cookie).set('Origin', room.publicUrl)
    if (who.key) call.set('Authorization', `Bearer ${who.key}`)
    return Promise.resolve(body ? call.send(body) : call)
  }
  const anyPath = (route: string) => partsOf(route)[1].replaceAll(/:\w+/g, 'khong-co')

  before(async () => {
    room = await openIngestRoom({ hasWorker: false })
    await room.client.makeCentres(['RTA', 'RTB'])
    for (const scope of scopes) keys.set(scope, await room.client.newKey([scope]))
  })
  after(() => room.close())

  const apiRoutes = () => routesOf((room.app as unknown as { router: { stack: Layer[] } }).router.stack).filter((it) => it.includes(' /api/'))

  it('has a row for every route, and no row without a route', () => {
    assert.deepEqual(apiRoutes().sort(), Object.keys(ROUTE_RULES).sort())
  })

  it('is what the contract says of each operation', () => {
    const described = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    assert.deepEqual(described.sort(), Object.keys(ROUTE_RULES).sort())
    for (const { method, path, who } of operations) {
      const rule = ROUTE_RULES[`${method.toUpperCase()} ${path}`]
      const expected: string = rule?.callers === 'public' ? 'public' : typeof rule?.callers === 'object' && 'sender' in rule.callers ? 'sender' : 'person'
      assert.equal(who, expected, `${method} ${path}`)
    }
  })

  it('is what docs/rights.md shows (npm run docs writes it)', () => {
    assert.equal(readFileSync('docs/rights.md', 'utf8'), renderRights())
  })

  for (const [route, { callers, reach }] of Object.entries(ROUTE_RULES)) {
    if (callers === 'public') continue

    if (typeof callers === 'object' && 'sender' in callers) {
      it(`lets only its senders into ${route}`, async () => {
        assert.equal((await send(route, anyPath(route), {}, {})).status, 401)
        for (const [scope, key] of keys) {
          const { status } = await send(route, anyPath(route), { key }, {})
          const expected: number = callers.sender === scope ? 422 : callers.sender === null ? 401 : 403
          assert.equal(status, expected, scope)
        }
        for (const role of roles) assert.equal((await send(route, anyPath(route), { cookie: await cookieOf(role, null) }, {})).status, 401, role)
      })
      continue
    }

    it(`opens ${route} to those of its row and to nobody else`, async () => {
      assert.equal((await send(route, anyPath(route), {})).status, 401)
      for (const role of roles) {
        const mayCall: boolean = callers === 'signed-in' || callers.some((right) => ROLES[role].rights.includes(right))
        const { status, body } = await send(route, anyPath(route), { cookie: await cookieOf(role, null) })
        assert.equal([401, 403].includes(status), !mayCall, `${role} was answered ${status}: ${JSON.stringify(body)}`)
        assert.ok(status < 500, `${role} was answered ${status}`)
        if (reach === 'country') assert.equal((await send(route, anyPath(route), { cookie: await cookieOf(role, 'RTA') })).status, 403, `${role} of one unit`)
      }
      for (const [scope, key] of keys) {
        const mayCall: boolean = callers !== 'signed-in' && callers.some((right) => right === scope)
        const { status } = await send(route, anyPath(route), { key })
        assert.equal([401, 403].includes(status), !mayCall, `a key with ${scope} was answered ${status}`)
      }
    })
  }

  for (const [route, { callers }] of Object.entries(ROUTE_RULES).filter(([, rule]) => rule.reach === 'own unit')) {
    it(`keeps ${route} to what is in the caller’s unit`, async () => {
      const example = REACH_EXAMPLES[route]
      assert.ok(example !== undefined, `test/access/reach-examples.ts has no example for ${route}: show there how it would reach into somebody else's unit`)
      if (example === null) return
      const { path, body, hides } = await example(room)
      for (const role of roles) {
        if (!Array.isArray(callers) || !callers.some((right) => ROLES[role].rights.includes(right))) continue
        const answer = await send(route, path, { cookie: await cookieOf(role, 'RTA') }, body)
        if (hides === undefined) assert.ok([403, 404].includes(answer.status), `${role} of RTA was answered ${answer.status}: ${answer.text.slice(0, 200)}`)
        else {
          assert.ok(answer.status === 200 || answer.status === 403, `${role} of RTA was answered ${answer.status}`)
          assert.ok(!answer.text.includes(hides), `${role} of RTA was shown ${hides}`)
        }
        // The same question is answered to one who reaches that far: the example asks for something that is there.
        const wide = await send(route, path, { cookie: await cookieOf(role, null) }, body)
        assert.ok(wide.status < 400 && (hides === undefined || wide.text.includes(hides)), `${role} of the country was answered ${wide.status}: ${wide.text.slice(0, 200)}`)
      }
    })
  }
})
