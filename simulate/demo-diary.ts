import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * What the demo has done to a DATA_DIR, kept there so that it goes on where it stopped: a repeated run must send the same events
 * under the same key, or they would count twice.
 */
const diary = z.strictObject({
  seed: z.int(),
  startsOn: z.iso.date(),
  apiKey: z.string().nullable(),
  placesImported: z.boolean(),
  /** Absent in the diary of a demo that is older than the catalogue. */
  proceduresImported: z.boolean().default(false),
  /** A demo of an earlier version has none yet. */
  officialsImported: z.boolean().default(false),
  /** Tablets that were enrolled, with their tokens; none in a demo of an earlier version. */
  tablets: z.array(z.strictObject({ counterCode: z.string(), token: z.string() })).default([]),
  /** Months whose closed dossiers people were asked about. */
  surveyedMonths: z.array(z.string()).default([]),
  /** The stretch being replayed, or the last one; the counts are those from before it. */
  stretch: z.strictObject({
    after: z.int(), until: z.int(), ratingsBefore: z.int(), dossiersBefore: z.int(), done: z.boolean(),
  }).nullable(),
})
export type Diary = z.infer<typeof diary>

export interface DiaryKeeper {
  read(): Diary
  /** Changes some entries and keeps them on disk before it returns. */
  note(changes: Partial<Diary>): Diary
}

/** Opens the diary of a DATA_DIR, or begins it with `first`. */
export function openDiary(dataDir: string, first: Pick<Diary, 'seed' | 'startsOn'>): DiaryKeeper {
  const path = join(dataDir, 'demo.json')
  mkdirSync(dataDir, { recursive: true })
  let entries = existsSync(path)
    ? diary.parse(JSON.parse(readFileSync(path, 'utf8')))
    : diary.parse({ ...first, apiKey: null, placesImported: false, stretch: null })

  function note(changes: Partial<Diary>): Diary {
    entries = { ...entries, ...changes }
    // The rename makes it the whole file or none of it, and 0600 keeps the key from other users.
    writeFileSync(`${path}.new`, `${JSON.stringify(entries, null, 2)}\n`, { mode: 0o600 })
    renameSync(`${path}.new`, path)
    return entries
  }
  note({})
  return { read: () => entries, note }
}
