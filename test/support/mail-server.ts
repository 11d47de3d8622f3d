import { SMTPServer } from 'smtp-server'
import { createMailer } from '../../platform/mail/create-mailer.ts'
import { freePort } from './free-port.ts'

export interface ReceivedMail { to: string; raw: string; headers: string; text: string }

/** A mail as it came over the wire: its text parts are quoted-printable or base64. */
const decoded = (raw: string): string => raw.split(/\r\n--/).map((part) => {
  const [head = '', ...body] = part.split('\r\n\r\n')
  const text = body.join('\r\n\r\n')
  if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString()
  if (!/quoted-printable/i.test(head)) return text
  return Buffer.from(text.replaceAll(/=\r\n/g, '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))), 'latin1').toString()
}).join('\n')

/** A mail server with what it has received, and what it answers next in place of taking a mail. */
export async function openMailServer() {
  const received: ReceivedMail[] = []
  const refusals: { code: number; message: string }[] = []
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'], logger: false,
    onData: (stream, session, done) => {
      let raw = ''
      stream.on('data', (part: Buffer) => { raw += part.toString('latin1') }).on('end', () => {
        const refusal = refusals.shift()
        if (refusal) return done(Object.assign(new Error(refusal.message), { responseCode: refusal.code }))
        const address = session.envelope.rcptTo[0]?.address ?? ''
        received.push({ to: address, raw, headers: raw.split('\r\n\r\n')[0] ?? '', text: decoded(raw) })
        done()
      })
    },
  })
  const port = await freePort()
  await new Promise<void>((resolve) => smtp.listen(port, '127.0.0.1', resolve))
  const mailer = createMailer({ url: `smtp://127.0.0.1:${port}`, from: 'Thước Đo <thuoc-do@example.vn>' })
  return {
    received, refusals, mailer,
    close: async () => {
      mailer.close()
      await new Promise<void>((resolve) => smtp.close(() => resolve()))
    },
  }
}
