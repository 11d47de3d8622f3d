import { DOSSIERS_PER_REQUEST, type Dossier } from '../contract/dossier.ts'
import { batchAnswer } from '../contract/rating.ts'
import type { DemoWorld, Stretch } from './world.ts'
import type { Wire } from './wire.ts'

/** One request to the ingest API and how many facts it carries; `newDossiers` leaves out those already reported. */
export interface IngestRequest { path: string, body: unknown, ratings: number, dossiers: number, newDossiers: number }

export interface Tally { ratings: number, dossiers: number, newDossiers: number }

const REQUESTS_IN_FLIGHT = 6

/** The requests of a stretch, made one at a time: dossiers first, then ratings as they arrive. */
export function* toRequests(world: DemoWorld, stretch: Stretch): Generator<IngestRequest> {
  let dossiers: Dossier[] = []
  let newDossiers = 0
  const takeBatch = (): IngestRequest => {
    const request = { path: '/api/v1/dossiers', body: { dossiers }, ratings: 0, dossiers: dossiers.length, newDossiers }
    dossiers = []
    newDossiers = 0
    return request
  }
  for (const { dossier, isNew } of world.reportDossiers(stretch)) {
    dossiers.push(dossier)
    if (isNew) newDossiers++
    if (dossiers.length === DOSSIERS_PER_REQUEST) yield takeBatch()
  }
  if (dossiers.length > 0) yield takeBatch()
  for (const delivery of world.deliverRatings(stretch)) {
    yield { path: '/api/v1/ratings', body: delivery, ratings: delivery.ratings.length, dossiers: 0, newDossiers: 0 }
  }
}

/** How much a stretch holds, without sending it. */
export function countRequests(requests: Iterable<IngestRequest>): Tally {
  const tally = { ratings: 0, dossiers: 0, newDossiers: 0 }
  for (const request of requests) {
    tally.ratings += request.ratings
    tally.dossiers += request.dossiers
    tally.newDossiers += request.newDossiers
  }
  return tally
}

/**
 * Sends all requests, several at a time, and resolves when each was acknowledged. A fact that the service rejects ends the
 * replay: the simulated world must fit the contract.
 */
export async function sendRequests({ wire, requests, onSent }: {
  wire: Wire, requests: Generator<IngestRequest>, onSent: (request: IngestRequest) => void
}): Promise<void> {
  // Runners share one generator; a throw inside the loop closes it, and so the others stop after their current request.
  async function run(): Promise<void> {
    for (const request of requests) {
      await sendRequest(wire, request)
      onSent(request)
    }
  }
  await Promise.all(Array.from({ length: REQUESTS_IN_FLIGHT }, run))
}

export async function sendRequest(wire: Wire, { path, body }: Pick<IngestRequest, 'path' | 'body'>): Promise<void> {
  const { rejected } = batchAnswer.parse((await wire.call('POST', path, { json: body })).body)
  const [first] = rejected
  if (first) throw new Error(`${path} rejected ${rejected.length} facts, the first: ${first.id ?? first.index} ${JSON.stringify(first.errors)}`)
}
