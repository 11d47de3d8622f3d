import { newApiKeyAnswer, type Scope } from '../contract/access.ts'
import { newDeviceAnswer } from '../contract/device.ts'
import { importStarted, importStatus, type ImportKind } from '../contract/import.ts'
import { indicatorValues } from '../contract/indicator.ts'
import { pause, type Wire } from './wire.ts'

const IMPORT_POLL_MS = 300

/** Signs in; the answer is the value for the `Cookie` header. */
export async function signIn(wire: Wire, credentials: { email: string, password: string }): Promise<string> {
  const { cookies } = await wire.call('POST', '/api/v1/session', { json: credentials })
  return cookies.map((cookie) => cookie.split(';')[0]).join('; ')
}

/** Makes an API key for the whole country; the key is shown this once. */
export async function createApiKey(wire: Wire, name: string, scopes: readonly Scope[]): Promise<string> {
  const { body } = await wire.call('POST', '/api/v1/api-keys', { json: { name, scopes, unitCode: null } })
  return newApiKeyAnswer.parse(body).key
}

/** Makes a device for a counter; the answer is the address at which a tablet enrols, good once and for a short time. */
export async function createEnrolmentUrl(wire: Wire, counterCode: string): Promise<string> {
  const { body } = await wire.call('POST', '/api/v1/devices', { json: { counterCode } })
  return newDeviceAnswer.parse(body).enrolmentUrl
}

/** Imports a CSV file and waits until its rows are visible; throws when a row was refused. */
export async function importCsv(wire: Wire, kind: ImportKind, csv: string, signal: AbortSignal): Promise<void> {
  const form = new FormData()
  form.set('kind', kind)
  form.set('file', new Blob([csv], { type: 'text/csv' }), `${kind}.csv`)
  const { importId } = importStarted.parse((await wire.call('POST', '/api/v1/imports', { form })).body)
  for (;;) {
    const { status, refused, problems } = importStatus.parse((await wire.call('GET', `/api/v1/imports/${importId}`)).body)
    if (status === 'failed' || refused > 0) throw new Error(`The import of ${kind} ended as ${status}, ${refused} rows refused: ${JSON.stringify(problems.slice(0, 3))}`)
    if (status === 'done') return
    await pause(IMPORT_POLL_MS, signal)
  }
}

/** How many facts an indicator rests on in the whole country from one day up to, not with, another. */
export async function fetchSampleSize(wire: Wire, indicator: string, { from, to }: { from: string, to: string }): Promise<number> {
  const query = new URLSearchParams({ from, to, level: 'country' })
  const { body } = await wire.call('GET', `/api/v1/indicators/${indicator}/values?${query.toString()}`)
  return indicatorValues.parse(body).rows.reduce((sum, row) => sum + (row.sampleSize ?? 0), 0)
}
