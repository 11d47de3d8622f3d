import { AppError } from '../platform/errors.ts'

const NAME_MIN_LENGTH = 3

/** Letters and digits only, without marks: `nguyen.van-an` and `Nguyễn Văn An` are the same name. */
const toPlain = (text: string) => text.normalize('NFD').replaceAll(/[đĐ]/g, 'd').toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** Throws 422 for a password that holds the name of the e-mail, the first thing anybody tries. Its length is the contract's matter. */
export function requireGoodPassword(password: string, email: string, pointer = '/password'): void {
  const name = toPlain(email.split('@')[0] ?? '')
  if (name.length < NAME_MIN_LENGTH || !toPlain(password).includes(name)) return
  const message = 'The password must not contain the name in the e-mail address.'
  throw new AppError('invalid-request', message, { errors: [{ pointer, rule: 'without the name of the e-mail', message }] })
}
