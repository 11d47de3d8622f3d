import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { AddressInfo } from 'node:net'
import { request, type IncomingHttpHeaders, type Server } from 'node:http'
import compression from 'compression'
import express from 'express'
import type { DescribePage } from '../../platform/page-head.ts'
import { builtFiles } from '../../platform/built-files.ts'
import { webFiles } from '../../platform/web-files.ts'

const ASSETS = new URL('../../web/dist/site/assets/', import.meta.url).pathname

describe('the files of the pages', () => {
  const script = readdirSync(ASSETS).find((it) => /^start-.*\.js$/.test(it)) ?? ''
  let server: Server
  /** Knows the start page, fails at one page, and never comes back from another. */
  const described = new Set<string>()
  const describePage: DescribePage = (path) => {
    if (path === '/hong') return Promise.reject(new Error('the warehouse is away'))
    if (path === '/cham' || (path === '/lan-dau' && described.has(path))) return new Promise(() => {})
    described.add(path)
    if (path === '/lan-dau') return Promise.resolve({ language: 'vi', title: 'Lần đầu đã biết', description: 'Tháng 8/2026', picture: 'https://x.example/anh.png' })
    return Promise.resolve(path === '/' ? { language: 'vi', title: 'Cứ 10 hồ sơ thì 8 đúng hạn', description: 'Tháng 8/2026', picture: 'https://x.example/anh.png' } : null)
  }
  before(async () => {
    server = express().use(compression(), builtFiles(), webFiles({ publicUrl: 'https://x.example', describe: describePage })).listen(0)
    await new Promise((resolve) => server.once('listening', resolve))
  })
  after(() => server.close())

  const get = (path: string, headers: Record<string, string>) => new Promise<{ headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    request({ port: (server.address() as AddressInfo).port, path, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }))
    }).on('error', reject).end()
  })

  it('come as the build has compressed them, by what the browser can read', async () => {
    const whole = readFileSync(ASSETS + script)
    const path = `/assets/${script}`
    const brotli = await get(path, { 'accept-encoding': 'gzip, deflate, br' })
    assert.equal(brotli.headers['content-encoding'], 'br')
    assert.ok(brotliDecompressSync(brotli.body).equals(whole))
    const gzip = await get(path, { 'accept-encoding': 'gzip, deflate' })
    assert.equal(gzip.headers['content-encoding'], 'gzip')
    assert.ok(gunzipSync(gzip.body).equals(whole))
    assert.ok((await get(path, {})).body.equals(whole))
    assert.match(String(brotli.headers['content-type']), /javascript/)
  })

  it('open with what the page has found, and are a page all the same where that is not known in time', async () => {
    const page = async (path: string) => (await get(path, { accept: 'text/html' })).body.toString()
    assert.match(await page('/'), /<title>Cứ 10 hồ sơ thì 8 đúng hạn – Thước Đo<\/title>/)
    for (const path of ['/hong', '/cham', '/don-vi/H57.1']) assert.match(await page(path), /<title>Thước Đo<\/title>[\s\S]*<div id="app">/)
  })

  it('say what was last known where it is not known anew in time', async () => {
    const page = async () => (await get('/lan-dau', { accept: 'text/html' })).body.toString()
    assert.match(await page(), /<h1>Lần đầu đã biết<\/h1>/)
    assert.match(await page(), /<h1>Lần đầu đã biết<\/h1>/)
  })

  it('ask for the words of one language with the page itself, for all of them where it is none that strangers come to', async () => {
    const page = async (path: string) => (await get(path, { accept: 'text/html' })).body.toString()
    assert.match(await page('/don-vi/H57.1'), /<link rel="modulepreload" href="\/assets\/first-vi-[\w-]+\.js">/)
    assert.match(await page('/don-vi/H57.1?lang=en'), /<link rel="modulepreload" href="\/assets\/first-en-[\w-]+\.js">/)
    const wordsOf = (html: string) => [...html.matchAll(/modulepreload" href="\/assets\/(first|further)-/g)].map((it) => it[1])
    assert.deepEqual([wordsOf(await page('/')), wordsOf(await page('/don-vi/H57.1')), wordsOf(await page('/tien-do'))], [['first'], ['first'], ['first', 'further']])
  })

  it('are kept for a year where their name says what is in them, and a page is asked for anew', async () => {
    assert.match(String((await get(`/assets/${script}`, { 'accept-encoding': 'br' })).headers['cache-control']), /max-age=31536000, immutable/)
    assert.equal((await get('/don-vi/H57.1', { accept: 'text/html' })).headers['cache-control'], 'no-cache')
  })
})
