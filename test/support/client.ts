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
  return {
    url, key, cookie, request, importCsv, newKey,
    makeCentre: async (code, counters = 2) => {
      const codes = Array.from({ length: counters }, (_, i) => `${code}.Q${i + 1}`)
      await importCsv('units', `code,parentCode,kind,nameVi,nameEn,validFrom,validTo\n${code}A,46,agency,Cơ quan ${code},Agency ${code},2020-01-01,\n${code},${code}A,centre,Trung tâm ${code},Centre ${code},2020-01-01,\n`)
      await importCsv('counters', `code,centreCode,nameVi,nameEn,validFrom,validTo\n${codes.map((it, i) => `${it},${code},Quầy ${i + 1},Counter ${i + 1},2020-01-01,`).join('\n')}\n`)
      return { centre: code, agency: `${code}A`, counters: codes }
    },
    sendRatings: (ratings, token = key, sentAt = new Date().toISOString()) => request('POST', '/api/v1/ratings', { token, body: { sentAt, ratings } }),
    values: async (indicator, query) => {
      const answer = await request('GET', `/api/v1/indicators/${indicator}/values?${new URLSearchParams(query).toString()}`, { token: key })
      if (answer.status !== 200) throw new Error(`${indicator} answered ${answer.status}: ${answer.text}`)
      return answer.json.rows as IndicatorValue[]
    },
  }
}

/** Asks again until the answer is there; fails after `withinMs`. */
export async function until<T>(ask: () => Promise<T | null | undefined | false>, withinMs = 10_000): Promise<T> {
  for (const start = Date.now(); Date.now() - start < withinMs; await sleep(100)) {
    const answer = await ask()
    if (answer !== null && answer !== undefined && answer !== false) return answer
  }
  throw new Error(`Not there within ${withinMs} ms`)
}
