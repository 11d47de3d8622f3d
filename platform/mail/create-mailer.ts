import { createTransport } from 'nodemailer'

/** `id` is the same for every attempt, so that a mail that comes twice can be known; `unsubscribeUrl` is where its reader says how to be told, or (`unsubscribesAtOnce`) takes a POST that ends it (RFC 8058). */
export interface Mail { id: string; to: string; subject: string; text: string; html: string; unsubscribeUrl?: string | undefined; unsubscribesAtOnce?: boolean }

export interface Mailer {
  /** Resolves when the mail server has taken it. Throws `UndeliverableMail` when it never will, anything else when it may be tried again. */
  send(mail: Mail): Promise<void>
  close(): void
}

/** The mail server says no for good: the address does not exist, say. */
export class UndeliverableMail extends Error {
  override name = 'UndeliverableMail'
}

const [CONNECT_WITHIN_MS, SILENT_FOR_MS] = [10_000, 20_000]
/** Permanent by RFC 5321; that we may not sign in or are not let in is mended on our side, and tried again. */
const isPermanent = (code: unknown) => typeof code === 'number' && code >= 550 && code <= 554

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'responseCode' in error ? error.responseCode : null)

/** Sends mail through an SMTP server: `smtp://` with STARTTLS where it is offered, `smtps://` with TLS from the beginning. */
export function createMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport({ url, pool: true, maxConnections: 2, connectionTimeout: CONNECT_WITHIN_MS, greetingTimeout: CONNECT_WITHIN_MS, socketTimeout: SILENT_FOR_MS })
  // Without a listener an idle connection that breaks would end the process.
  transport.on('error', () => {})
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    send: async ({ id, unsubscribeUrl, unsubscribesAtOnce = false, ...mail }) => {
      try {
        await transport.sendMail({
          ...mail, from, messageId: `<${id}@${domain}>`, disableFileAccess: true, disableUrlAccess: true,
          headers: {
            'Auto-Submitted': 'auto-generated', ...(unsubscribeUrl === undefined ? {} : { 'List-Unsubscribe': `<${unsubscribeUrl}>` }),
            ...(unsubscribesAtOnce ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
          },
        })
      } catch (error) {
        if (isPermanent(codeOf(error))) throw new UndeliverableMail(error instanceof Error ? error.message : String(error))
        throw error
      }
    },
    close: () => transport.close(),
  }
}
