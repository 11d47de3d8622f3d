import { z } from 'zod'
import type { RecordSession } from '../platform/record/record.ts'

const versionRow = z.tuple([z.object({ version: z.number() })])

/** Grows with every change of units or counters. */
export const readVersion = async (session: RecordSession): Promise<number> =>
  versionRow.parse(await session.query('SELECT version FROM registry_version'))[0].version

/** Makes writers of the registry wait for each other until the end of the transaction. */
export const lockRegistry = async (session: RecordSession): Promise<void> =>
  void (await session.query('SELECT version FROM registry_version FOR UPDATE'))

/** Tells every process that its copy is old; goes into the transaction of the change. */
export const raiseVersion = async (session: RecordSession): Promise<void> =>
  void (await session.query('UPDATE registry_version SET version = version + 1'))
