import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'

export interface Metrics {
  registry: Registry
  /** A figure that is asked for when Prometheus asks for it. */
  gauge(name: string, help: string, read: () => Promise<number> | number): void
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'thuoc_do_' })
  return {
    registry,
    gauge: (name, help, read) => {
      new Gauge({ name: `thuoc_do_${name}`, help, registers: [registry], async collect() { this.set(await read()) } })
    },
  }
}

/** `GET /metrics` on a port of its own, on loopback: figures about the machine are not for the public. */
export async function serveMetrics({ registry }: Metrics, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end()
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return server
}
