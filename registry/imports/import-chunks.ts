import { z } from 'zod'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'

/** What a piece belongs to: the file as it came, or the report of what was refused of it. */
export type ChunkPart = 'file' | 'refused'

const chunkRow = z.object({ seq: z.number(), bytes: z.instanceof(Uint8Array) })

/** Files in pieces in the record, so that neither their reader nor their writer ever holds a whole one. */
export function createImportChunks({ record }: { record: RecordStore }) {
  return {
    write: async (importId: string, part: ChunkPart, seq: number, bytes: Uint8Array, session: RecordSession = record): Promise<void> => void (await session.query(
      `INSERT INTO import_chunk (import_id, part, seq, bytes) VALUES ($1, $2, $3, $4)
       ON CONFLICT (import_id, part, seq) DO UPDATE SET bytes = excluded.bytes`,
      [importId, part, seq, bytes],
    )),

    /** The pieces in their order, one at a time. */
    async* read(importId: string, part: ChunkPart): AsyncGenerator<Uint8Array> {
      for (let after = -1; ;) {
        const [chunk] = z.array(chunkRow).parse(await record.query(
          'SELECT seq, bytes FROM import_chunk WHERE import_id = $1 AND part = $2 AND seq > $3 ORDER BY seq LIMIT 1', [importId, part, after],
        ))
        if (!chunk) return
        yield chunk.bytes
        after = chunk.seq
      }
    },

    remove: async (importId: string, part: ChunkPart): Promise<void> =>
      void (await record.query('DELETE FROM import_chunk WHERE import_id = $1 AND part = $2', [importId, part])),

    /** Removes pieces of uploads that were broken off more than a day ago. */
    removeOrphans: async (): Promise<void> => void (await record.query(
      `DELETE FROM import_chunk WHERE created_at < now() - interval '1 day' AND import_id NOT IN (SELECT id FROM import)`,
    )),
  }
}
export type ImportChunks = ReturnType<typeof createImportChunks>
