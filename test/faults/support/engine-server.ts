import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Session } from 'chdb'

/**
 * The real engine behind ClickHouse's HTTP protocol, in a process of its own, so that several processes can share it and so that
 * it can fail in ways the machine gives no means for. `PUT /fault/<mode>` sets how:
 *   none     it works
 *   refuse   it hangs up on everybody
 *   full     its disk is full: every insert is refused with ClickHouse's own error
 *   torn     every insert is done, and then it hangs up without an answer
 *   silent   it takes requests and says nothing
 */
type Mode = 'none' | 'refuse' | 'full' | 'torn' | 'silent'
const MODES: readonly string[] = ['none', 'refuse', 'full', 'torn', 'silent']

const [path = '', port = '0'] = process.argv.slice(2)
/** One session runs one query at a time: writes have their own. */
const [writing, ...reading] = [new Session(path), new Session(path), new Session(path)] as const
for (const session of [writing, ...reading]) await session.queryAsync('SET max_query_size = 4194304')
let mode: Mode = 'none'
let turn = 0

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** The client writes arrays as ClickHouse reads them, ['a','b']; the embedded engine wants the array itself. */
const toParameter = (text: string): unknown => (text.startsWith('[') ? JSON.parse(text.replaceAll("'", '"')) : text)

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://engine')
  const wanted = url.pathname.replace('/fault/', '')
  if (request.method === 'PUT' && MODES.includes(wanted)) {
    mode = wanted as Mode
    response.end(mode)
    return
  }
  const body = await textOf(request)
  if (mode === 'silent') return
  if (mode === 'refuse') {
    request.socket.destroy()
    return
  }
  const statement = url.searchParams.get('query') ?? body
  const isInsert = url.searchParams.has('query')
  if (isInsert && mode === 'full') {
    response.writeHead(500).end('Code: 243. DB::Exception: Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE) (version 26.7.2)')
    return
  }
  const parameters = Object.fromEntries([...url.searchParams].filter(([name]) => name.startsWith('param_')).map(([name, value]) => [name.slice(6), toParameter(value)]))
  const session = isInsert ? writing : reading[turn++ % reading.length] ?? writing
  const sql = isInsert ? `${statement}\n${body}` : statement
  const result = Object.keys(parameters).length > 0 ? await session.queryBindAsync(sql, parameters) : await session.queryAsync(sql)
  if (isInsert && (mode as Mode) === 'torn') request.socket.destroy()
  else response.end(Buffer.from(result.bytes()))
}

createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    response.writeHead(500).end(error instanceof Error ? error.message : String(error))
  })
}).listen(Number(port), '127.0.0.1')
