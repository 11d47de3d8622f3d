import type { z } from 'zod'

export type Query = Readonly<Record<string, string | number | undefined>>

/** The ways to the server that an area of the client is built on; what comes back is parsed by its contract. */
export interface Way {
  get<T>(address: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T>
  getAll<Row>(path: string, schema: z.ZodType<{ rows: Row[], cursor: string | null }>, query: Query, signal?: AbortSignal): Promise<Row[]>
  write(method: 'POST' | 'PATCH' | 'PUT', address: string, body: object): Promise<Response>
  send(address: string, init?: RequestInit, signal?: AbortSignal): Promise<Response>
  read<T>(response: Response, schema: z.ZodType<T>): Promise<T>
  remove(address: string): Promise<void>
}

export function toAddress(path: string, query: object = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== '')
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return text ? `${path}?${text}` : path
}
