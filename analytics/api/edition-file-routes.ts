import { readFile as readFromDisk } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import express, { Router, type Request, type Response } from 'express'
import { ZipFile } from 'yazl'
import { writeAudit } from '../../access/audit-log.ts'
import { permissionOf } from '../../access/permission.ts'
import { csvQuery, notesQuery } from '../../contract/edition.ts'
import { editionManifest, newSigningKey, type EditionFile } from '../../contract/edition-manifest.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { isBuilt, listEditions, readManifest, toSummary, type BuiltEdition } from '../publication/edition-table.ts'
import { readFile } from '../publication/files/file-store.ts'
import { BOM, CSV_HEADER, renderCsv } from '../publication/files/render-csv.ts'
import { renderNotes } from '../publication/files/render-notes.ts'
import { renderTables } from '../publication/files/render-tables.ts'
import { readEdition } from '../publication/read-edition.ts'
import { renderFeed } from '../publication/render-feed.ts'
import type { SigningKeys } from '../publication/signing-keys.ts'
import { fileNameOf, mayPublish, publishedEdition, visibleEdition } from './edition-reader.ts'

interface Deps { record: RecordStore; warehouse: Warehouse; signingKeys: SigningKeys; publicUrl: string; demo: boolean }

/** Goes into every archive, so that it can be checked on another machine without us. */
const VERIFIER = new URL('../../scripts/verify-edition.mjs', import.meta.url)

/** The files of editions: one by one, as an archive with the manifest and its signature, and the feed that tells of new ones. */
export function editionFileRoutes({ record, warehouse, signingKeys, publicUrl, demo }: Deps): Router {
  const router = Router()

  router.get('/api/v1/editions/feed.atom', async (_request, response) => {
    const editions = (await listEditions(record)).filter((it) => it.state === 'frozen').map((it) => toSummary(it, false))
    response.type('application/atom+xml; charset=utf-8').send(renderFeed({ publicUrl, editions, demo }))
  })

  router.get('/api/v1/signing-keys', async (_request, response) => void response.json({ rows: await signingKeys.list() }))

  router.post('/api/v1/signing-keys', express.json({ limit: '8kb' }), async (request, response) => {
    response.status(201).json(await signingKeys.rotate(permissionOf(request).actor, parseBy(newSigningKey, request.body).reason))
  })

  router.get('/api/v1/editions/:period/manifest.json', async (request, response) => {
    response.type('application/json; charset=utf-8').send((await signed(request)).manifest)
  })
  router.get('/api/v1/editions/:period/manifest.sig.json', async (request, response) => {
    response.type('application/json; charset=utf-8').send((await signed(request)).signature)
  })

  router.get('/api/v1/editions/:period/files/:name', async (request, response) => {
    const { edition, files } = await signed(request)
    const file = files.find((it) => it.name === request.params.name)
    if (!file) throw new AppError('not-found', `${edition.period} has no file "${request.params.name}". It has ${files.map((it) => it.name).join(', ')}.`)
    offer(response, edition, file)
    await pipeline(Readable.from(readFile(warehouse, edition.build, file)), response)
  })

  router.get('/api/v1/editions/:period/edition.zip', async (request, response) => {
    const { edition, files, manifest, signature } = await signed(request)
    const archive = new ZipFile()
    const options = { mtime: new Date(edition.frozenAt ?? edition.computedAt), forceDosTimestamp: true }
    archive.addBuffer(Buffer.from(manifest), 'manifest.json', options)
    archive.addBuffer(Buffer.from(signature), 'manifest.sig.json', options)
    archive.addBuffer(await readFromDisk(VERIFIER), 'verify-edition.mjs', options)
    for (const file of files) archive.addReadStream(Readable.from(readFile(warehouse, edition.build, file)), file.name, options)
    archive.end()
    response.set({ 'content-type': 'application/zip', 'content-disposition': `attachment; filename="${fileNameOf(edition, 'zip')}"` })
    await pipeline(archive.outputStream, response)
  })

  for (const name of ['report.pdf', 'report.en.pdf', 'tables.csv', 'tables.json', 'tables.xlsx', 'snapshot.csv', 'snapshot.parquet']) {
    router.get(`/api/v1/editions/:period/${name}`, async (request: Request<{ period: string }>, response) => {
      const edition = await readable(request)
      const kept = await readManifest(record, edition)
      const file = kept ? filesOf(kept.manifest).find((it) => it.name === name) : undefined
      const hasBom = name === 'tables.csv' && parseBy(csvQuery, request.query, 'The query').bom === 'true'
      if (file) {
        offer(response, edition, file)
        await pipeline(Readable.from(withBom(hasBom, readFile(warehouse, edition.build, file))), response)
      } else await renderNow(response, edition, name, hasBom)
    })
  }

  router.get('/api/v1/editions/:period/notes.txt', async (request, response) => {
    const { lang } = parseBy(notesQuery, request.query, 'The query')
    const edition = await readable(request)
    response.type('text/plain; charset=utf-8').send(renderNotes({ ...toSummary(edition, false), demo, contents: edition.contents }, lang ?? 'vi'))
  })

  /** Editions of before files were kept, and drafts, are rendered as they are read. */
  async function renderNow(response: Response, edition: BuiltEdition, name: string, hasBom: boolean): Promise<void> {
    if (name === 'tables.csv') {
      offer(response, edition, { name, mediaType: 'text/csv; charset=utf-8; header=present' })
      return await pipeline(Readable.from(withBom(hasBom, (async function* () {
        yield CSV_HEADER
        for await (const chunk of readEdition(warehouse, edition)) yield renderCsv(chunk)
      })())), response)
    }
    if (name !== 'tables.json') throw new AppError('not-found', `${edition.period} has no ${name}: it is not published yet, or was before there was one.`)
    offer(response, edition, { name, mediaType: 'application/json; charset=utf-8' })
    await pipeline(Readable.from(renderTables({ edition: toSummary(edition, false), demo }, readEdition(warehouse, edition))), response)
  }

  /** A published edition, or for who publishes one that waits: that somebody looked before everybody could is written down. */
  async function readable(request: Request<{ period: string }>): Promise<BuiltEdition> {
    if (!mayPublish(request)) return await publishedEdition(record, request)
    const edition = await visibleEdition(record, request)
    if (!isBuilt(edition)) throw new AppError('not-found', `The figures of ${edition.period} are not computed yet.`)
    if (edition.state !== 'frozen') {
      await writeAudit(record, { actor: permissionOf(request).actor, action: 'edition.read-early', subject: `edition:${edition.period}`, detail: { number: edition.number, file: request.path.split('/').at(-1) } })
    }
    return edition
  }

  async function signed(request: Request<{ period: string }>) {
    const edition = await publishedEdition(record, request)
    const kept = await readManifest(record, edition)
    if (!kept) throw new AppError('not-found', `The edition of ${edition.period} was published before editions were signed.`)
    return { edition, ...kept, files: filesOf(kept.manifest) }
  }
  return router
}

const filesOf = (manifest: string): EditionFile[] => editionManifest.parse(JSON.parse(manifest)).files

async function* withBom(hasBom: boolean, content: AsyncIterable<string | Uint8Array>): AsyncGenerator<string | Uint8Array> {
  if (hasBom) yield BOM
  yield* content
}

function offer(response: Response, edition: BuiltEdition, { name, mediaType }: Pick<EditionFile, 'name' | 'mediaType'>): void {
  const [stem, extension] = [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)]
  const saved = stem === 'tables' ? fileNameOf(edition, extension) : fileNameOf(edition, `${stem}.${extension}`)
  response.set({ 'content-type': mediaType, 'content-disposition': `attachment; filename="${saved}"` })
}
