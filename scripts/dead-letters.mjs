// npm run dead-letters -- list | show <id> | replay <id>|--all | export [file]: what was accepted and could not be stored, over HTTP.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'

const USAGE = `npm run dead-letters -- <command> [--url http://127.0.0.1:8080]
  list [--status open|replayed]   the newest first
  show <id>                       one letter with its content, redacted
  replay <id> | --all             puts it (or every open one) back into the queue; twice does no harm
  export [file]                   all of them as NDJSON, redacted
Signs in with ADMIN_EMAIL and ADMIN_PASSWORD, and ADMIN_CODE where there is a second factor.`

const giveUp = (sentence) => {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
const readArguments = () => {
  try {
    return parseArgs({ allowPositionals: true, options: { url: { type: 'string' }, status: { type: 'string' }, all: { type: 'boolean' } } })
  } catch (error) {
    return giveUp(`${error.message.split('. ')[0]}.\n${USAGE}`)
  }
}
const { values, positionals: [command, argument] } = readArguments()
const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password, ADMIN_CODE: code, PUBLIC_URL } = process.env
const url = (values.url ?? PUBLIC_URL ?? 'http://127.0.0.1:8080').replace(/\/+$/, '')
if (!email || !password) giveUp('Set ADMIN_EMAIL and ADMIN_PASSWORD: dead letters are shown to administrators only.')

let cookie = ''
async function ask(method, path, body) {
  const response = await fetch(url + path, {
    method, headers: { ...(cookie ? { cookie } : {}), origin: PUBLIC_URL ?? url, ...(body ? { 'content-type': 'application/json' } : {}) }, body: body && JSON.stringify(body),
  }).catch((error) => giveUp(`${url} cannot be reached: ${error.cause?.code ?? error.message}`))
  if (response.ok) return response
  const problem = await response.json().catch(() => ({}))
  return giveUp(`${method} ${path} was answered ${response.status}: ${problem.detail ?? response.statusText}`)
}
async function* letters(status) {
  let cursor
  do {
    const query = new URLSearchParams({ limit: '200', ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) })
    const page = await (await ask('GET', `/api/v1/dead-letters?${query}`)).json()
    yield* page.rows
    cursor = page.cursor
  } while (cursor)
}
const replay = async (id) => {
  await ask('POST', `/api/v1/dead-letters/${encodeURIComponent(id)}/replay`)
  process.stdout.write(`${id} is in the queue again\n`)
}

const commands = {
  list: async () => {
    let count = 0
    for await (const { id, kind, status, replays, failedAt, reason } of letters(values.status)) {
      count += 1
      process.stdout.write(`${id}  ${failedAt}  ${(kind ?? 'unknown').padEnd(8)}  ${status.padEnd(8)}  ${replays}×  ${reason}\n`)
    }
    process.stdout.write(count === 0 ? 'Nothing is stuck: everything that was accepted is stored.\n' : `${count} dead letters\n`)
  },
  show: async () => {
    if (!argument) giveUp('Say which: show <id>.')
    const letter = await (await ask('GET', `/api/v1/dead-letters/${encodeURIComponent(argument)}`)).json()
    process.stdout.write(`${JSON.stringify(letter, null, 2)}\n`)
  },
  replay: async () => {
    if (argument) return await replay(argument)
    if (!values.all) giveUp('Say which: replay <id>, or replay --all.')
    // All of them first: a letter that fails again at once would otherwise be met a second time.
    const ids = []
    for await (const { id } of letters('open')) ids.push(id)
    for (const id of ids) await replay(id)
    process.stdout.write(`${ids.length} dead letters replayed\n`)
  },
  export: async () => {
    const { body } = await ask('GET', '/api/v1/dead-letters/export.ndjson')
    await pipeline(Readable.fromWeb(body), argument ? createWriteStream(argument) : process.stdout)
  },
}
if (!Object.hasOwn(commands, command ?? '')) giveUp(USAGE)
cookie = (await ask('POST', '/api/v1/session', { email, password, code })).headers.getSetCookie().map((it) => it.split(';')[0]).join('; ')
await commands[command]().catch((error) => giveUp(`${command} failed: ${error.message}`))
