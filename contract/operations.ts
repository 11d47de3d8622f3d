import { z } from 'zod'
import { apiKeyPage, newApiKey, newApiKeyAnswer, sessionAnswer, setupRequest, signInRequest } from './access.ts'
import { auditPage, auditQuery, auditSeals } from './audit.ts'
import { code, day } from './codes.ts'
import { custodyAnswer, custodyQuery } from './custody.ts'
import { deadLetterDetail, deadLetterPage, deadLetterQuery } from './dead-letter.ts'
import { deviceMove, deviceRow, enrolAnswer, enrolRequest, heartbeat, heartbeatAnswer, newDevice, newDeviceAnswer } from './device.ts'
import { dossier } from './dossier.ts'
import { importKind, importStarted, importStatus } from './import.ts'
import { bucket, indicatorList, indicatorValues, level, segment } from './indicator.ts'
import { indexSchemes, indexValues } from './index-values.ts'
import { instance } from './instance.ts'
import { measure, reportedMeasures } from './measure.ts'
import { batchAnswer, rating, ratingBatch } from './rating.ts'
import { counterPage, unitKind, unitPage, unitPath } from './unit.ts'

/** One operation of the wire contract: what OpenAPI is generated from, and what the architecture test compares with the routes. */
export interface Operation {
  method: 'get' | 'post' | 'patch' | 'delete'
  path: string
  summary: string
  who: 'public' | 'sender' | 'person'
  query?: z.ZodObject
  body?: { schema: z.ZodType; type?: string }
  status: number
  answer?: z.ZodType
}

const paging = { cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(500).optional() }

export const operations: readonly Operation[] = [
  { method: 'get', path: '/api/v1/instance', summary: 'What this installation is', who: 'public', status: 200, answer: instance },
  { method: 'post', path: '/api/v1/ratings', summary: 'Send ratings (at most 500)', who: 'sender', body: { schema: ratingBatch.extend({ ratings: z.array(rating) }) }, status: 202, answer: batchAnswer },
  { method: 'post', path: '/api/v1/dossiers', summary: 'Send dossier states (at most 1,000)', who: 'sender', body: { schema: z.object({ dossiers: z.array(dossier) }) }, status: 202, answer: batchAnswer },
  { method: 'post', path: '/api/v1/measures', summary: 'Send what another system has counted (at most 5,000)', who: 'sender', body: { schema: z.object({ measures: z.array(measure) }) }, status: 202, answer: batchAnswer },
  { method: 'post', path: '/api/v1/devices/enrol', summary: 'Enrol a tablet by its one-time code', who: 'public', body: { schema: enrolRequest }, status: 201, answer: enrolAnswer },
  { method: 'post', path: '/api/v1/devices/heartbeat', summary: 'A tablet says how it is and learns what is stored', who: 'sender', body: { schema: heartbeat }, status: 200, answer: heartbeatAnswer },
  { method: 'post', path: '/api/v1/session', summary: 'Sign in', who: 'public', body: { schema: signInRequest }, status: 204 },
  { method: 'get', path: '/api/v1/session', summary: 'Who is signed in', who: 'person', status: 200, answer: sessionAnswer },
  { method: 'delete', path: '/api/v1/session', summary: 'Sign out', who: 'public', status: 204 },
  { method: 'post', path: '/api/v1/setup', summary: 'Make the first administrator by the one-time link', who: 'public', body: { schema: setupRequest }, status: 204 },
  { method: 'post', path: '/api/v1/api-keys', summary: 'Make an API key (shown once)', who: 'person', body: { schema: newApiKey }, status: 201, answer: newApiKeyAnswer },
  { method: 'get', path: '/api/v1/api-keys', summary: 'List API keys, without their secrets', who: 'person', status: 200, answer: apiKeyPage },
  { method: 'delete', path: '/api/v1/api-keys/:id', summary: 'Revoke an API key', who: 'person', status: 204 },
  { method: 'get', path: '/api/v1/audit-log', summary: 'Who did what, the newest first', who: 'person', query: auditQuery, status: 200, answer: auditPage },
  { method: 'get', path: '/api/v1/audit-log/export.ndjson', summary: 'The whole audit log, as its hashes are computed', who: 'person', status: 200 },
  { method: 'get', path: '/api/v1/audit-log/seals', summary: 'What the newest line of the audit log was, day by day', who: 'person', status: 200, answer: auditSeals },
  { method: 'post', path: '/api/v1/devices', summary: 'Make an enrolment code for a tablet at a counter', who: 'person', body: { schema: newDevice }, status: 201, answer: newDeviceAnswer },
  { method: 'get', path: '/api/v1/devices', summary: 'List tablets', who: 'person', query: z.object(paging), status: 200, answer: z.object({ rows: z.array(deviceRow), cursor: z.string().nullable() }) },
  { method: 'patch', path: '/api/v1/devices/:id', summary: 'Move a tablet to another counter', who: 'person', body: { schema: deviceMove }, status: 204 },
  { method: 'delete', path: '/api/v1/devices/:id', summary: 'Revoke a tablet', who: 'person', status: 204 },
  { method: 'post', path: '/api/v1/imports', summary: 'Import a CSV or XLSX file', who: 'person', query: z.object({ dryRun: z.enum(['true', 'false']).optional() }), body: { type: 'multipart/form-data', schema: z.object({ kind: importKind, file: z.string() }) }, status: 202, answer: importStarted },
  { method: 'get', path: '/api/v1/imports/:id', summary: 'How far an import is', who: 'person', status: 200, answer: importStatus },
  { method: 'get', path: '/api/v1/imports/:id/rejected.csv', summary: 'The refused rows with their problems', who: 'person', status: 200 },
  { method: 'get', path: '/api/v1/units', summary: 'Units valid today', who: 'public', query: z.object({ kind: unitKind.optional(), parent: code.optional(), query: z.string().optional(), code: code.optional(), ...paging }), status: 200, answer: unitPage },
  { method: 'get', path: '/api/v1/units/:code', summary: 'A unit with those above it', who: 'public', status: 200, answer: unitPath },
  { method: 'get', path: '/api/v1/counters', summary: 'Counters of a centre valid today', who: 'person', query: z.object({ centre: code, ...paging }), status: 200, answer: counterPage },
  { method: 'get', path: '/api/v1/indicators', summary: 'Definitions of the indicators', who: 'public', status: 200, answer: indicatorList },
  { method: 'get', path: '/api/v1/indicators/:id/values', summary: 'Values of an indicator', who: 'public', query: z.object({ period: z.string().optional(), from: day.optional(), to: day.optional(), level, parent: code.optional(), bucket: bucket.optional(), segment: segment.optional() }), status: 200, answer: indicatorValues },
  { method: 'get', path: '/api/v1/measures', summary: 'Reported measures of a unit and period, with what does not add up', who: 'person', query: z.object({ unit: code, period: z.string() }), status: 200, answer: reportedMeasures },
  { method: 'get', path: '/api/v1/indices', summary: 'Composite indices: groups, parts, points and grades by version', who: 'public', status: 200, answer: indexSchemes },
  { method: 'get', path: '/api/v1/indices/:id/values', summary: 'A unit scored by a composite index', who: 'public', query: z.object({ period: z.string(), unit: code }), status: 200, answer: indexValues },
  { method: 'get', path: '/api/v1/custody', summary: 'Whether what the tablets captured on a day is what is counted', who: 'person', query: custodyQuery, status: 200, answer: custodyAnswer },
  { method: 'get', path: '/api/v1/restricted-originals', summary: 'Comments as they were written, for case handlers', who: 'person', query: z.object({ centre: code.optional(), limit: paging.limit }), status: 200 },
  { method: 'get', path: '/api/v1/dead-letters', summary: 'What could not be stored', who: 'person', query: deadLetterQuery, status: 200, answer: deadLetterPage },
  { method: 'get', path: '/api/v1/dead-letters/export.ndjson', summary: 'All dead letters, redacted', who: 'person', status: 200 },
  { method: 'get', path: '/api/v1/dead-letters/:id', summary: 'A dead letter with its content, redacted', who: 'person', status: 200, answer: deadLetterDetail },
  { method: 'post', path: '/api/v1/dead-letters/:id/replay', summary: 'Try a dead letter again', who: 'person', status: 202 },
]
