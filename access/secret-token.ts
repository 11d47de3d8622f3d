import { createHash, randomBytes } from 'node:crypto'

const SECRET_BYTES = 32

/** A secret of 256 random bits after its prefix: `tdk_` + 43 characters for a key, `tdd_` + 43 for a device. */
export const createToken = (prefix = '') => prefix + randomBytes(SECRET_BYTES).toString('base64url')

/** The only form in which a secret is kept. It needs no salt: nobody can guess 256 random bits. */
export const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')
