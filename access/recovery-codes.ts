import { randomInt } from 'node:crypto'
import { hashToken } from './secret-token.ts'

const CODES = 10
/** No I, L, O and U: nothing is mistaken for 1 or 0 when it is read from paper. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const GROUPS = 4
const GROUP_LENGTH = 4

const createCode = () => Array.from({ length: GROUPS }, () =>
  Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')).join('-')

/** Ten codes like `7K2M-QX4D-9HTA-B3WN`, 80 random bits each. */
export const createRecoveryCodes = (): string[] => Array.from({ length: CODES }, createCode)

const toPlain = (code: string) => code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')

/** Whether somebody has typed a recovery code and not the six digits of an app. */
export const looksLikeRecoveryCode = (code: string): boolean => toPlain(code).length === GROUPS * GROUP_LENGTH

/** The form in which a code is kept; how it was typed makes no difference. */
export const hashRecoveryCode = (code: string): string => hashToken(toPlain(code).replaceAll('O', '0').replaceAll(/[IL]/g, '1'))
