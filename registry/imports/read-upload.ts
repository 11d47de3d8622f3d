import busboy from 'busboy'
import type { Request } from 'express'
import { AppError } from '../../platform/errors.ts'

export interface Upload { fields: Record<string, string>; file: Buffer | null }

const MAX_FIELDS = 10
const MAX_FIELD_BYTES = 1_000

/** Reads a multipart form with one file of at most `maxBytes`. Throws 415 for another body, 413 for a larger file. */
export function readUpload(request: Request, maxBytes: number): Promise<Upload> {
  if (!request.is('multipart/form-data')) {
    throw new AppError('unsupported-file', 'Send multipart/form-data with the fields "kind" and "file".')
  }
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {}
    const chunks: Buffer[] = []
    let hasFile = false
    let tooLarge = false
    const refuse = (detail: string) => {
      request.unpipe(form)
      request.resume()
      reject(new AppError('unreadable-body', detail))
    }
    const form = busboy({ headers: request.headers, limits: { fileSize: maxBytes, files: 1, fields: MAX_FIELDS, fieldSize: MAX_FIELD_BYTES } })
    form.on('field', (name, value) => void (fields[name] = value))
    form.on('file', (_name, stream) => {
      hasFile = true
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
      // The rest is read and dropped, so that the sender hears the answer instead of a broken connection.
      stream.on('limit', () => {
        tooLarge = true
        chunks.length = 0
      })
    })
    form.on('error', (error) => refuse(`The form cannot be read: ${error instanceof Error ? error.message : String(error)}`))
    form.on('close', () => {
      if (tooLarge) reject(new AppError('body-too-large', `The file is larger than ${maxBytes / 1024 / 1024} MiB; send it in parts.`))
      else resolve({ fields, file: hasFile ? Buffer.concat(chunks) : null })
    })
    request.on('aborted', () => refuse('The upload was broken off.'))
    request.pipe(form)
  })
}
