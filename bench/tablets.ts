import type { HeartbeatAnswer } from '../contract/device.ts'
import { ADMIN } from './running-server.ts'

/** Tablets at the counters of one centre; the benchmark's senders. */
export interface Tablets {
  tokens: string[]
  /** How many numbers of this run's tablets the server calls stored. */
  countStored(): Promise<number>
  /** The same of one tablet. */
  storedOf(token: string, seq: number): Promise<number>
}

const CENTRE = 'BENCH'

async function post(url: string, path: string, body: unknown, headers: Record<string, string>): Promise<Record<string, string>> {
  const response = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return await response.json() as Record<string, string>
}

/** Makes a centre with a counter for each tablet over the wire, as an administrator would, and a code for each. */
export async function makeEnrolmentCodes(url: string, count: number): Promise<string[]> {
  const signedIn = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify(ADMIN) })
  const cookie = signedIn.headers.getSetCookie().map((it) => it.split(';')[0]).join('; ')
  const importCsv = async (kind: string, csv: string) => {
    const form = new FormData()
    form.set('kind', kind)
    form.set('file', new Blob([csv]), `${kind}.csv`)
    const started = await fetch(`${url}/api/v1/imports`, { method: 'POST', headers: { cookie, origin: url }, body: form })
    const { importId } = await started.json() as { importId: string }
    for (;;) {
      const { status } = await (await fetch(`${url}/api/v1/imports/${importId}`, { headers: { cookie } })).json() as { status: string }
      if (status === 'done') return
      if (status === 'failed') throw new Error(`the import of ${kind} failed`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  await importCsv('units', `code,parentCode,kind,nameVi,validFrom\n${CENTRE},46,centre,Trung tâm đo tốc độ,2020-01-01\n`)
  const counters = Array.from({ length: count }, (_, i) => `${CENTRE}.Q${i + 1}`)
  await importCsv('counters', `code,centreCode,nameVi,validFrom\n${counters.map((it) => `${it},${CENTRE},Quầy,2020-01-01`).join('\n')}\n`)
  const codes: string[] = []
  for (const counterCode of counters) codes.push((await post(url, '/api/v1/devices', { counterCode }, { cookie, origin: url }))['enrolmentCode'] ?? '')
  return codes
}

/** Enrols as many tablets. */
export async function enrolTablets(url: string, count: number): Promise<Tablets> {
  const tokens: string[] = []
  for (const enrolmentCode of await makeEnrolmentCodes(url, count)) tokens.push((await post(url, '/api/v1/devices/enrol', { enrolmentCode, appVersion: '1.0.0' }, {}))['token'] ?? '')
  const storedOf = async (token: string, seq: number) => {
    const answer = await post(url, '/api/v1/devices/heartbeat', { sentAt: new Date().toISOString(), appVersion: '1.0.0', queued: 0, seq }, { authorization: `Bearer ${token}` }) as unknown as HeartbeatAnswer
    return answer.storedTo - answer.missing.reduce((sum, [from, to]) => sum + to - from + 1, 0)
  }
  return {
    tokens, storedOf,
    countStored: async () => (await Promise.all(tokens.map((token) => storedOf(token, 1)))).reduce((sum, it) => sum + it, 0),
  }
}
