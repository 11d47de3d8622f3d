import assert from 'node:assert/strict'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadSecretKeys, parseSecretKeys } from '../../platform/secret-key.ts'
import { freshDirectory } from '../support/stores.ts'

const KEY = Buffer.alloc(32, 1).toString('base64')
const OTHER = Buffer.alloc(32, 2).toString('base64')

describe('the secret key', () => {
  it('is made at the first start, for its owner only, and stays', () => {
    const dataDir = join(freshDirectory(), 'new')
    const [made] = loadSecretKeys({ secretKey: null, dataDir })
    assert.equal(made.key.length, 32)
    assert.equal(statSync(join(dataDir, 'secret.key')).mode & 0o777, 0o600)
    assert.deepEqual(loadSecretKeys({ secretKey: null, dataDir })[0].key, made.key)
  })

  it('is the one of the environment where there is one; older ones follow it', () => {
    const keys = loadSecretKeys({ secretKey: `${KEY},${OTHER}`, dataDir: '/nonexistent' })
    assert.deepEqual(keys.map((it) => it.key[0]), [1, 2])
    assert.notEqual(keys[0].id, keys[1]?.id)
  })

  it('stops the start where its file cannot be used, instead of making another', () => {
    const dataDir = freshDirectory()
    writeFileSync(join(dataDir, 'secret.key'), 'half a key')
    assert.throws(() => loadSecretKeys({ secretKey: null, dataDir }), /Restore it from a backup/)
    assert.equal(parseSecretKeys('c2hvcnQ='), null)
  })
})
