import { setTimeout as sleep } from 'node:timers/promises'
import { ADMIN } from './service.ts'
import type { IndicatorValue } from '../../contract/indicator.ts'
import type { ImportStatus } from '../../contract/import.ts'

/** `json` is what came over the wire: each test says what it expects of it. */
// oxlint-disable-next-line no-explicit-any
export interface Answer { status: number; json: any; text: string; headers: Headers }

/** Talks to a running service over the wire contract only, as another system would. */
export interface Client {
  url: string
  key: string
  cookie: string
  request(method: string, path: string, more?: { body?: unknown; raw?: string; token?: string | null; cookie?: string; form?: FormData }): Promise<Answer>
  importCsv(kind: string, csv: string): Promise<ImportStatus>
  /** A centre with counters `<code>.Q1` … under a province, with its own agency `<code>A`. */
  makeCentre(code: string, counters?: number): Promise<{ centre: string; agency: string; counters: string[] }>
  /** The same for several, in one file of units and one of counters: each file costs a copy of the tree. */
  makeCentres(codes: readonly string[], counters?: number): Promise<void>
  sendRatings(ratings: unknown[], token?: string, sentAt?: string): Promise<Answer>
  values(indicator: string, query: Record<string, string>): Promise<IndicatorValue[]>
  newKey(scopes: string[], unitCode?: string | null): Promise<string>
}

const SCOPES = ['ratings:write', 'dossiers:write', 'measures:write', 'registry:write', 'results:read', 'survey-responses:write']

export async function createClient(url: string, origin: string): Promise<Client> {
  const request: Client['request'] = async (method, path, { body, raw, token, cookie, form } = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}), ...(cookie ? { cookie, origin } : {}),
        ...(body !== undefined || raw !== undefined ? { 'content-type': 'application/json' } : {}),
      },
      body: form ?? raw ?? (body === undefined ? undefined : JSON.stringify(body)),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, text, json: isJson ? JSON.parse(text) : undefined, headers: response.headers }
  }
  const signedIn = await fetch(`${url}/api/v1/session`, {
    method: 'POST', headers: { 'content-type': 'application/json', origin }, body: JSON.stringify(ADMIN),
  })
  const cookie = signedIn.headers.getSetCookie().map((it) => it.split(';')[0]).join('; ')
  const newKey = async (scopes: string[], unitCode: string | null = null) =>
    (await request('POST', '/api/v1/api-keys', { cookie, body: { name: 'test', scopes, unitCode } })).json.key as string
  const key = await newKey(SCOPES)

  const importCsv: Client['importCsv'] = async (kind, csv) => {
    const form = new FormData()
    form.set('kind', kind)
    form.set('file', new Blob([csv], { type: 'text/csv' }), `${kind}.csv`)
    const { importId } = (await request('POST', '/api/v1/imports', { token: key, form })).json as { importId: string }
    return await until(async () => {
      const status = (await request('GET', `/api/v1/imports/${importId}`, { token: key })).json as ImportStatus
      return status.status === 'done' || status.status === 'failed' ? status : null
    })
  }
  const countersOf = (centre: string, count: number) => Array.from({ length: count }, (_, i) => `${centre}.Q${i + 1}`)
  const makeCentres: Client['makeCentres'] = async (centres, counters = 2) => {
    const units = centres.map((it) => `${it}A,46,agency,Cơ quan ${it},Agency ${it},2020-01-01,\n${it},${it}A,centre,Trung tâm ${it},Centre ${it},2020-01-01,\n`)
    await importCsv('units', `code,parentCode,kind,nameVi,nameEn,validFrom,validTo\n${units.join('')}`)
    const rows = centres.flatMap((centre) => countersOf(centre, counters).map((it, i) => `${it},${centre},Quầy ${i + 1},Counter ${i + 1},2020-01-01,\n`))
    await importCsv('counters', `code,centreCode,nameVi,nameEn,validFrom,validTo\n${rows.join('')}`)
  }
  return {
    url, key, cookie, request, importCsv, newKey, makeCentres,
    makeCentre: async (code, counters = 2) => {
      await makeCentres([code], counters)
      return { centre: code, agency: `${code}A`, counters: countersOf(code, counters) }
    },
    sendRatings: (ratings, token = key, sentAt = new Date().toISOString()) => request('POST', '/api/v1/ratings', { token, body: { sentAt, ratings } }),
    values: async (indicator, query) => {
      const answer = await request('GET', `/api/v1/indicators/${indicator}/values?${new URLSearchParams(query).toString()}`, { token: key })
      if (answer.status !== 200) throw new Error(`${indicator} answered ${answer.status}: ${answer.text}`)
      return answer.json.rows as IndicatorValue[]
    },
  }
}

/** What is quick is seen soon, what takes long is not asked for all the time. */
const [ASKED_AFTER_MS, ASKED_EVERY_MS] = [20, 100]

/** Asks again until the answer is there; fails after `withinMs`. */
export async function until<T>(ask: () => Promise<T | null | undefined | false>, withinMs = 60_000): Promise<T> {
  const start = Date.now()
  for (let pauseMs = ASKED_AFTER_MS; Date.now() - start < withinMs; pauseMs = Math.min(ASKED_EVERY_MS, 2 * pauseMs)) {
    const answer = await ask()
    if (answer !== null && answer !== undefined && answer !== false) return answer
    await sleep(pauseMs)
  }
  throw new Error(`Not there within ${withinMs} ms`)
}
