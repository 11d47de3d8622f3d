import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { ConfigError, environment, readConfig } from '../../platform/config.ts'

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env)
    return []
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.problems
  }
}

describe('the configuration', () => {
  it('needs nothing to be set', () => {
    const config = readConfig({})
    assert.deepEqual([config.port, config.host, config.publicUrl, [...config.roles], config.demo],
      [8080, '127.0.0.1', 'http://127.0.0.1:8080', ['ingest', 'worker', 'jobs', 'web'], false])
  })

  it('names every problem at once', () => {
    const problems = problemsOf({ PORT: 'eighty', REDIS_URL: 'localhost', ROLES: 'ingest,cook', PUBLIC_URL: 'ftp://x', LOG_LEVEL: 'loud', ADMIN_PASSWORD: 'short' })
    assert.deepEqual(problems.map((it) => it.split(':')[0]).sort(),
      ['ADMIN_EMAIL and ADMIN_PASSWORD', 'ADMIN_PASSWORD', 'LOG_LEVEL', 'PORT', 'PUBLIC_URL', 'REDIS_URL', 'ROLES'])
  })

  it('does not repeat a secret when it complains about it', () => {
    assert.doesNotMatch(problemsOf({ ADMIN_EMAIL: 'a@example.org', ADMIN_PASSWORD: 'geheim', REDIS_URL: 'http://:geheim@redis' }).join('\n'), /geheim/)
  })

  it('wants the figures on a port of their own', () => {
    assert.deepEqual(problemsOf({ METRICS_PORT: '8080' }), ['METRICS_PORT: must differ from PORT'])
  })

  it('wants e-mail and password of the administrator together', () => {
    assert.equal(problemsOf({ ADMIN_EMAIL: 'a@example.org' }).length, 1)
  })

  it('takes an empty variable as not set', () => assert.equal(readConfig({ PORT: '', REDIS_URL: '' }).redisUrl, null))

  it('cannot be made a demo from outside', () => assert.equal(readConfig({ DEMO: 'true' }).demo, false))

  it('is explained in .env.example, variable by variable', () => {
    const explained = [...readFileSync('.env.example', 'utf8').matchAll(/^#?([A-Z_]+)=/gm)].map((it) => it[1])
    assert.deepEqual(explained.sort(), Object.keys(environment.shape).sort())
  })
})
