import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Request, RequestHandler } from 'express'

const ROOT = new URL('../web/dist/', import.meta.url).pathname
const YEAR_SECONDS = 31_536_000
/** The build names them so: letters, digits, and never a step up. */
const NAME = /^\/(?:(kiosk|khao-sat)\/)?assets\/([\w-][\w.-]*\.(?:js|css|woff2|svg|json|webmanifest))$/
const FOLDERS: Record<string, string> = { 'kiosk': 'kiosk', 'khao-sat': 'survey' }
/** How the build has compressed a file, the better first. */
const ENCODINGS = [['br', '.br'], ['gzip', '.gz']] as const

interface BuiltFile { body: Buffer; encoded: Partial<Record<(typeof ENCODINGS)[number][0], Buffer>> }

const readIfThere = (path: string) => readFile(path).catch(() => null)
/** What is in a built file stands in its name, so that one reading does for the life of the process. */
const known = new Map<string, Promise<BuiltFile | null>>()

function read(path: string): Promise<BuiltFile | null> {
  const reading = known.get(path) ?? (async () => {
    const [body, ...encoded] = await Promise.all([readIfThere(path), ...ENCODINGS.map(([, ending]) => readIfThere(path + ending))])
    return body && { body, encoded: Object.fromEntries(ENCODINGS.flatMap(([encoding], index) => { const it = encoded[index]; return it ? [[encoding, it]] : [] })) }
  })()
  known.set(path, reading)
  // A name that is none is asked for by whoever likes, and must not fill the memory.
  void reading.then((file) => { if (!file) known.delete(path) })
  return reading
}

const encodingFor = (request: Request, { encoded }: BuiltFile) =>
  ENCODINGS.map(([encoding]) => encoding).find((it) => encoded[it] && request.acceptsEncodings(it))

/**
 * The files that pages are made of, out of memory and before who asks is found out: a first visit asks for twenty of them, and nothing about
 * them depends on that. Goes on to the next handler for every other address.
 */
export function builtFiles(): RequestHandler {
  return async (request, response, next) => {
    const [, place, name] = NAME.exec(request.path) ?? []
    if (name === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return next()
    const file = await read(join(ROOT, place === undefined ? 'site' : FOLDERS[place] ?? '', 'assets', name))
    if (!file) return next()
    const encoding = encodingFor(request, file)
    response.set({ 'Cache-Control': `public, max-age=${YEAR_SECONDS}, immutable`, 'Vary': 'Accept-Encoding' })
    if (encoding) response.set('Content-Encoding', encoding)
    response.type(extname(name)).end((encoding && file.encoded[encoding]) ?? file.body)
  }
}
