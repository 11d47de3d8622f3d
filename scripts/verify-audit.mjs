// npm run verify-audit [-- file.ndjson]: recomputes every hash of the audit log, from a running service or from its export. Needs
// nothing but Node, so that a stranger can run it on another machine.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'

const giveUp = (sentence) => {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
const [file] = process.argv.slice(2)
const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password, ADMIN_CODE: code, PUBLIC_URL } = process.env
const url = (PUBLIC_URL ?? 'http://127.0.0.1:8080').replace(/\/+$/, '')

async function ask(path, more = {}) {
  const response = await fetch(url + path, more).catch((error) => giveUp(`${url} cannot be reached: ${error.cause?.code ?? error.message}`))
  if (response.ok) return response
  const problem = await response.json().catch(() => ({}))
  return giveUp(`${path} was answered ${response.status}: ${problem.detail ?? response.statusText}`)
}

/** The log's lines and the seals to hold them against; an exported file has no seals. */
async function openLog() {
  if (file) return { lines: createReadStream(file).on('error', (error) => giveUp(`${file} cannot be read: ${error.code}`)), seals: [] }
  if (!email || !password) giveUp('Name an exported file, or set ADMIN_EMAIL and ADMIN_PASSWORD (ADMIN_CODE for the second factor, and PUBLIC_URL) to ask a running service.')
  const signedIn = await ask('/api/v1/session', {
    method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ email, password, code }),
  })
  const headers = { cookie: signedIn.headers.getSetCookie().map((it) => it.split(';')[0]).join('; ') }
  const seals = (await (await ask('/api/v1/audit-log/seals', { headers })).json()).rows
  return { lines: Readable.fromWeb((await ask('/api/v1/audit-log/export.ndjson', { headers })).body), seals }
}

const { lines, seals } = await openLog()
const sealed = Map.groupBy ? Map.groupBy(seals, (it) => it.seq) : seals.reduce((map, it) => map.set(it.seq, [...(map.get(it.seq) ?? []), it]), new Map())
let [seq, hash] = [0, '']
for await (const text of createInterface({ input: lines, crlfDelay: Infinity })) {
  if (text === '') continue
  const line = JSON.parse(text)
  if (line.seq !== seq + 1) giveUp(`Line ${seq + 1} is missing: line ${line.seq} follows line ${seq}.`)
  seq = line.seq
  hash = createHash('sha256').update([hash, seq, line.at, line.actor, line.action, line.subject, line.detail].join('\n')).digest('hex')
  if (hash !== line.hash) giveUp(`Line ${seq} (${line.at}, ${line.action}) is not what was written, or one before it is not.`)
  for (const seal of sealed.get(seq) ?? []) {
    if (seal.hash !== hash) giveUp(`Line ${seq} contradicts the seal of ${seal.sealedAt}: the log was written anew.`)
  }
}
const last = seals.at(-1)
if (last && last.seq > seq) giveUp(`The log ends at line ${seq}; at ${last.sealedAt} it had ${last.seq}. Its end was cut off.`)
process.stdout.write(`${seq} lines, none changed, missing or added${seals.length > 0 ? `; ${seals.length} seals agree` : ''}.\nLast hash: ${hash || 'none'}\n`)
