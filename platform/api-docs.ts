import { OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi'
import express, { Router } from 'express'
import { absolutePath } from 'swagger-ui-dist'
import { operations, type Operation } from '../contract/operations.ts'
import { problem } from '../contract/problem.ts'

/** Generates OpenAPI 3.1 from the contract. */
export function toOpenApi(publicUrl: string, version: string) {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer', description: 'Device token or API key' })
  registry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'session' })
  for (const operation of operations) registry.registerPath(toPath(operation))
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0', info: { title: 'Thước Đo', version, description: 'Errors are RFC 9457 problems. Times are ISO 8601 with offset.' },
    servers: [{ url: publicUrl }],
  })
}

type Path = Parameters<OpenAPIRegistry['registerPath']>[0]

function toPath({ method, path, summary, who, query, body, status, answer }: Operation): Path {
  return {
    method, path: path.replace(/:(\w+)/g, '{$1}'), summary,
    security: who === 'public' ? [] : who === 'sender' ? [{ token: [] }] : [{ session: [] }, { token: [] }],
    parameters: [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({ name, in: 'path' as const, required: true, schema: { type: 'string' as const } })),
    request: {
      ...(query ? { query } : {}),
      ...(body ? { body: { required: true, content: { [body.type ?? 'application/json']: { schema: body.schema } } } } : {}),
    },
    responses: {
      [status]: answer ? { description: 'Done', content: { 'application/json': { schema: answer } } } : { description: 'Done' },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: problem } } },
    },
  }
}

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>API – Thước Đo</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="stylesheet" href="/docs/files/swagger-ui.css"></head>
<body><main id="api"></main><script src="/docs/files/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`
const START = "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', validatorUrl: null })"

/** `/openapi.json`, and a page to browse it at `/docs`; everything comes from this machine. */
export function apiDocs(publicUrl: string, version: string): Router {
  const router = Router()
  const document = toOpenApi(publicUrl, version)
  router.get('/openapi.json', (_request, response) => void response.json(document))
  router.get('/docs', (_request, response) => void response.type('html').send(PAGE))
  router.get('/docs/start.js', (_request, response) => void response.type('js').send(START))
  router.use('/docs/files', express.static(absolutePath(), { index: false }))
  return router
}
