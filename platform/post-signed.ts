import { createHmac } from 'node:crypto'
import { lookup as lookUp, type LookupAddress } from 'node:dns'
import { request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Addresses that are nobody's on the internet: our own machine, networks behind a router, link-local (where clouds keep their secrets). */
const NOT_PUBLIC = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) NOT_PUBLIC.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [['::', 96], ['::1', 128], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) {
  NOT_PUBLIC.addSubnet(network, bits, 'ipv6')
}

const WITHIN_MS = 10_000
/** An answer is read to its end and thrown away; one that does not end is cut off. */
const LONGEST_ANSWER_BYTES = 64 * 1024
const ANSWER_READ = 1024

/** The address cannot be used, whatever is tried; the message says why. */
export class UnusableAddress extends Error {
  override name = 'UnusableAddress'
}

/** Whether an IP address is one of the internet. An IPv4 address that is written as IPv6 is judged as what it is. */
export function isPublicAddress(address: string): boolean {
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  const family = isIP(plain)
  return family !== 0 && !/^::ffff:/i.test(plain) && !NOT_PUBLIC.check(plain, family === 4 ? 'ipv4' : 'ipv6')
}

const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '')

/**
 * What is wrong with an address for messages; null when nothing is. Without TLS, and to what is not on the internet, only where whoever runs
 * this installation has named the host (`privateHosts`, `name:port` or `name`): an administrator of a unit must not reach what stands beside us.
 */
export function addressProblem(text: string, privateHosts: readonly string[]): string | null {
  if (!URL.canParse(text)) return 'an address that begins with https://'
  const url = new URL(text)
  const isNamed = privateHosts.includes(url.host) || privateHosts.includes(hostOf(url))
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isNamed)) return 'an address that begins with https://'
  if (url.username !== '' || url.password !== '') return 'without name and password in the address'
  if (url.hash !== '') return 'without a part after #'
  if (isNamed) return null
  if (isIP(hostOf(url)) !== 0 ? !isPublicAddress(hostOf(url)) : /(^|\.)(localhost|local|internal)\.?$/i.test(hostOf(url))) return 'a host of the internet, or one that WEBHOOK_PRIVATE_HOSTS names'
  return null
}

/** Looks a name up and answers public addresses only; the connection is made to what was judged, so a name that changes in between gains nothing. */
const lookUpPublic: LookupFunction = (host, options, done) => {
  lookUp(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const usable = error ? [] : found.filter(({ address }) => isPublicAddress(address))
    const [first] = usable
    if (error ?? !first) return done(error ?? new UnusableAddress(`${host} is no host of the internet`), '', 4)
    if (options.all) done(null, usable)
    else done(null, first.address, first.family)
  })
}

/** `t=<seconds>,v1=<HMAC-SHA-256 over "<seconds>.<body>" in hex>`: whoever has the secret knows that it is ours, and how old it is. */
export const toSignature = (secret: string, body: string, seconds: number): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`

export interface SignedPost { url: string; body: string; secret: string; seconds: number; delivery: string; privateHosts: readonly string[] }

/** Posts JSON with its signature and answers the status. Redirects are not followed, the answer is not read by anybody. Throws when nobody answers in time. */
export const postSigned = async (post: SignedPost): Promise<number> => (await askSigned(post)).status

/** The same where the answer matters, for whoever has just named the address: the first bytes of it as text. */
export function askSigned({ url, body, secret, seconds, delivery, privateHosts }: SignedPost): Promise<{ status: number; text: string }> {
  const problem = addressProblem(url, privateHosts)
  if (problem) return Promise.reject(new UnusableAddress(`The address must be ${problem}`))
  const to = new URL(url)
  const isNamed = privateHosts.includes(to.host) || privateHosts.includes(hostOf(to))
  const options: RequestOptions = {
    method: 'POST', agent: false, signal: AbortSignal.timeout(WITHIN_MS), ...(isNamed ? {} : { lookup: lookUpPublic }),
    headers: {
      'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': 'thuoc-do',
      'thuoc-do-signature': toSignature(secret, body, seconds), 'thuoc-do-delivery': delivery,
    },
  }
  return new Promise((resolve, reject) => {
    const call = (to.protocol === 'https:' ? httpsRequest : httpRequest)(to, options, (response) => {
      let [bytes, text] = [0, '']
      response.on('data', (part: Buffer) => {
        bytes += part.length
        if (text.length < ANSWER_READ) text += part.toString('latin1').slice(0, ANSWER_READ)
        if (bytes > LONGEST_ANSWER_BYTES) response.destroy()
      })
      response.on('error', () => {})
      response.on('close', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    call.on('error', reject)
    call.end(body)
  })
}
