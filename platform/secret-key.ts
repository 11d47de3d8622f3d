import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const KEY_BYTES = 32
const FILE = 'secret.key'

/** A key of 256 bits and the name under which what it sealed says so. */
export interface SecretKey { id: string; key: Buffer }

/** The first seals, all open: a new key is put before the old ones. */
export type SecretKeys = readonly [SecretKey, ...SecretKey[]]

/** The keys of `SECRET_KEY` or of the file, base64, parted by commas or white space; null when one has not 32 bytes or there is none. */
export function parseSecretKeys(text: string): SecretKeys | null {
  const keys = text.split(/[\s,]+/).filter((it) => it !== '').map((it) => Buffer.from(it, 'base64'))
  const [first, ...rest] = keys.map((key) => ({ id: createHash('sha256').update(key).digest('hex').slice(0, 8), key }))
  return first && keys.every((it) => it.length === KEY_BYTES) ? [first, ...rest] : null
}

/**
 * The keys that seal secrets in the record: those of `SECRET_KEY`, else of `DATA_DIR/secret.key`, which is made at the first start and
 * readable by its owner only. Throws when the file is there and cannot be used, because a new key would open nothing of the old.
 */
export function loadSecretKeys({ secretKey, dataDir }: { secretKey: string | null; dataDir: string }): SecretKeys {
  const path = join(dataDir, FILE)
  const keys = parseSecretKeys(secretKey ?? readOrMake(path))
  if (!keys) throw new Error(`${path} does not hold keys of ${KEY_BYTES} bytes in base64. Restore it from a backup; a new key opens nothing of the old.`)
  return keys
}

function readOrMake(path: string): string {
  try {
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
    // Fails when it is there: two processes that start at once agree on the first one's key.
    writeFileSync(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(path, 'utf8')
}
