import { finished } from 'node:stream/promises'
import busboy from 'busboy'
import type { Request } from 'express'
import { AppError } from '../../platform/errors.ts'

export interface Upload { fields: Record<string, string>; hasFile: boolean; bytes: number }

interface UploadOptions {
  /** How large the file may be, asked when it begins; fields that stand before it are known then. */
  maxBytesFor(fields: Record<string, string>): number
  /** Keeps a piece of the file; the next one comes when this is done. */
  keep(piece: Buffer): Promise<void>
}

const MAX_FIELDS = 10
const MAX_FIELD_BYTES = 1_000
const PIECE_BYTES = 256 * 1024

/**
 * Reads a multipart form with one file, which goes on in pieces while it arrives. Throws 415 for another body, 413 for a file
 * beyond the limit, 400 for a form that ends in its middle.
 */
export async function readUpload(request: Request, { maxBytesFor, keep }: UploadOptions): Promise<Upload> {
  if (!request.is('multipart/form-data')) {
    throw new AppError('unsupported-file', 'Send multipart/form-data with the fields "kind" and "file".')
  }
  const upload: Upload = { fields: {}, hasFile: false, bytes: 0 }
  let keeping: Promise<void> = Promise.resolve()
  const form = busboy({ headers: request.headers, limits: { files: 1, fields: MAX_FIELDS, fieldSize: MAX_FIELD_BYTES } })
  form.on('field', (name, value) => void (upload.fields[name] = value))
  form.on('file', (_name, stream) => {
    upload.hasFile = true
    keeping = keepPieces(stream, upload, maxBytesFor(upload.fields), keep)
    // Awaited below; a refusal must not be an unhandled one until then.
    keeping.catch(() => stream.resume())
  })
  const broken = (error: unknown) => new AppError('unreadable-body', `The form cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  request.pipe(form)
  request.once('aborted', () => form.destroy(new Error('the upload was broken off')))
  // The rest of a file that is too large is read and dropped, so that the sender hears the answer instead of a broken connection.
  await finished(form).catch((error: unknown) => {
    request.unpipe(form)
    request.resume()
    throw broken(error)
  })
  await keeping
  return upload
}

async function keepPieces(stream: AsyncIterable<Buffer>, upload: Upload, maxBytes: number, keep: UploadOptions['keep']): Promise<void> {
  let waiting: Buffer[] = []
  let waitingBytes = 0
  const flush = async () => {
    const piece = Buffer.concat(waiting)
    ;[waiting, waitingBytes] = [[], 0]
    if (upload.bytes <= maxBytes) await keep(piece)
  }
  for await (const chunk of stream) {
    upload.bytes += chunk.length
    waiting.push(chunk)
    waitingBytes += chunk.length
    if (waitingBytes >= PIECE_BYTES) await flush()
  }
  if (waitingBytes > 0) await flush()
  if (upload.bytes > maxBytes) throw new AppError('body-too-large', `The file is larger than ${maxBytes / 1024 / 1024} MiB; send it in parts.`)
}
