import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { z } from 'zod'
import type { EditionFile } from '../../../contract/edition-manifest.ts'
import { defineQuery } from '../../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../../platform/warehouse/warehouse.ts'

const [pack, unpack] = [promisify(gzip), promisify(gunzip)]
const PART_BYTES = 1024 * 1024

/** A file that is about to be published, in pieces. */
export interface RenderedFile { name: string; mediaType: string; content: AsyncIterable<string | Uint8Array> }

/** Stores a file with a build, piece by piece, and answers its size and hash. Doing it again replaces it. */
export async function storeFile(warehouse: Warehouse, build: string, { name, mediaType, content }: RenderedFile, storedAt: string): Promise<EditionFile> {
  const hash = createHash('sha256')
  let [bytes, part, waiting, size]: [number, number, Uint8Array[], number] = [0, 0, [], 0]
  const flush = async () => {
    if (size === 0 && part > 0) return
    await warehouse.insert('edition_files', ['build', 'name', 'part', 'content', 'stored_at'], [[build, name, part, (await pack(Buffer.concat(waiting))).toString('base64'), storedAt]])
    part += 1
    ;[waiting, size] = [[], 0]
  }
  for await (const piece of content) {
    const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece
    hash.update(chunk)
    bytes += chunk.length
    waiting.push(chunk)
    size += chunk.length
    if (size >= PART_BYTES) await flush()
  }
  await flush()
  return { name, mediaType, bytes, sha256: hash.digest('hex') }
}

const piece = defineQuery<{ build: string; name: string; part: number }, string>({
  name: 'edition-file-part', row: z.object({ content: z.string() }).transform((it) => it.content),
  sql: 'SELECT content FROM edition_files FINAL WHERE build = {build:UUID} AND name = {name:String} AND part = {part:UInt32}',
})

/** A stored file, piece by piece, exactly `bytes` long. @throws Error where something of it is missing */
export async function* readFile(warehouse: Warehouse, build: string, { name, bytes }: Pick<EditionFile, 'name' | 'bytes'>): AsyncGenerator<Buffer> {
  for (let part = 0, read = 0; part === 0 || read < bytes; part += 1) {
    const [content] = await warehouse.select(piece, { build, name, part })
    if (content === undefined) throw new Error(`${name} of build ${build} ends after ${read} of ${bytes} bytes.`)
    const chunk = await unpack(Buffer.from(content, 'base64'))
    read += chunk.length
    yield chunk
  }
}
