import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import express, { Router, type ErrorRequestHandler } from 'express'
import { shelved } from '../../platform/shelved.ts'

describe('routers on shelves', () => {
  const passed: string[] = []
  const noting = (name: string, ...paths: string[]) => {
    const router = Router().use((_request, _response, next) => { passed.push(name); next() })
    for (const path of paths) router.get(path, (_request, response) => void response.send(`${name} ${path}`))
    return router
  }
  const failing: ErrorRequestHandler = (error: Error, _request, response, _next) => void response.status(500).send(error.message)
  let close = () => {}
  let ask: (path: string) => Promise<string> = async () => ''

  before(() => {
    const broken = Router().get('/api/v1/broken', () => { throw new Error('broken') })
    const app = express().use(shelved(
      noting('values', '/api/v1/values', '/api/v1/units/:code/values'), Router().use(noting('units', '/api/v1/units/:code')), noting('pages', '/docs', '/:page.atom'), broken,
    )).use((_request, response) => void response.status(404).send('none')).use(failing)
    const server = app.listen(0)
    ask = async (path) => {
      passed.length = 0
      return await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)).text()
    }
    close = () => void server.close()
  })
  after(() => close())

  it('are passed through only where they have a route for what is asked about, or one that may be about anything', async () => {
    assert.deepEqual([await ask('/api/v1/values'), passed], ['values /api/v1/values', ['values']])
    assert.deepEqual([await ask('/api/v1/Units/79'), passed], ['units /api/v1/units/:code', ['values', 'units']])
    assert.deepEqual([await ask('/docs'), passed], ['pages /docs', ['pages']])
    assert.deepEqual([await ask('/all.atom'), passed], ['pages /:page.atom', ['pages']])
  })

  it('leave what nobody knows to those after them, and their errors to whoever sees to errors', async () => {
    assert.deepEqual([await ask('/api/v1/nothing'), await ask('/api/v1/broken')], ['none', 'broken'])
  })
})
