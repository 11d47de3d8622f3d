import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'

/** The files of an archive, as bytes. */
async function* entriesOf(archive: Buffer): AsyncGenerator<[name: string, content: Buffer]> {
  const zip = await fromBufferPromise(archive)
  for await (const entry of zip.eachEntry()) yield [entry.fileName, await buffer(await zip.openReadStreamPromise(entry))]
}

/** Unpacks an archive without folders. */
export async function unzip(archive: Buffer, into: string): Promise<void> {
  for await (const [name, content] of entriesOf(archive)) await writeFile(join(into, name), content)
}

/** The files of an archive as texts, by name. */
export async function unpackFiles(archive: Buffer): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for await (const [name, content] of entriesOf(archive)) files[name] = content.toString('utf8')
  return files
}
