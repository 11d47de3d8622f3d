/**
 * The operational record: PostgreSQL by `DATABASE_URL`, or PGlite in this process. Callers see no difference.
 * SQL is raw and bound by position ($1, $2 …); every row goes through its zod shape in the module that asked.
 */
export interface RecordSession {
  /** Runs one statement; answers its rows with snake_case columns. */
  query<Row extends object = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Row[]>
}

export interface RecordStore extends RecordSession {
  /** Runs `work` in one transaction: all of it or nothing. */
  transaction<T>(work: (session: RecordSession) => Promise<T>): Promise<T>
  close(): Promise<void>
}
