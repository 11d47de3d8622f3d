import { createHmac, randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { toHanoiDay } from '../../contract/period.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Step } from './run-pipeline.ts'

const dossiersByCode = defineQuery<{ codes: string[] }, { code: string; procedure_code: string; channel: string }>({
  name: 'dossiers-by-code',
  sql: 'SELECT code, procedure_code, channel FROM dossiers_current WHERE code IN {codes:Array(String)}',
  row: z.object({ code: z.string(), procedure_code: z.string(), channel: z.string() }),
})

const KEY_LIFETIME_SECONDS = 30 * 24 * 3600

/**
 * Copies procedure and channel from the rated dossier. What is kept of its code is a keyed hash whose key, one for each day,
 * is destroyed after 30 days; from then on nobody can find the dossier behind a rating.
 */
export function createLinkDossier({ redis, warehouse }: { redis: Redis; warehouse: Warehouse }): Step {
  const keyOfDay = async (day: string): Promise<string> => {
    await redis.set(`dossier-link-key:${day}`, randomBytes(32).toString('hex'), 'EX', KEY_LIFETIME_SECONDS, 'NX')
    return (await redis.get(`dossier-link-key:${day}`)) ?? ''
  }
  return {
    name: 'link-dossier',
    run: async (facts) => {
      const codes = [...new Set(facts.map((it) => it.dossierCode).filter((it) => it !== ''))]
      if (codes.length === 0) return { facts }
      const found = new Map((await warehouse.select(dossiersByCode, { codes })).map((it) => [it.code, it]))
      const keys = new Map<string, string>()
      for (const day of new Set(facts.map((it) => toHanoiDay(it.receivedAt)))) keys.set(day, await keyOfDay(day))
      return {
        facts: facts.map((fact) => {
          if (fact.dossierCode === '') return fact
          const dossier = found.get(fact.dossierCode)
          const day = toHanoiDay(fact.receivedAt)
          const hash = createHmac('sha256', keys.get(day) ?? '').update(fact.dossierCode).digest('base64url')
          return {
            ...fact, dossierCode: '', dossierHash: `${day}:${hash}`,
            procedureCode: fact.procedureCode || (dossier?.procedure_code ?? ''), channel: dossier?.channel ?? '',
          }
        }),
      }
    },
  }
}
