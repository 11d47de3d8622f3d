import { hash, verify } from '@node-rs/argon2'

/** OWASP's first choice: argon2id (algorithm 2) with 19 MiB and two passes, about 30 ms. */
const OPTIONS = { algorithm: 2 as const, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), OPTIONS)

export const isPasswordOf = (passwordHash: string, password: string): Promise<boolean> => verify(passwordHash, password.normalize('NFC'))
