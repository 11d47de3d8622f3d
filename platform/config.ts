import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { role as accountRole, type Role as AccountRole } from '../contract/role.ts'
import { parseSecretKeys } from './secret-key.ts'

export const ROLES = ['ingest', 'worker', 'jobs', 'web'] as const
export type Role = (typeof ROLES)[number]

/** Everything that can be set from outside. Ports are TCP ports; `null` where nothing was set and nothing is assumed. */
export interface Config {
  port: number
  host: string
  /** Where Prometheus asks, on loopback; null for nowhere. */
  metricsPort: number | null
  dataDir: string
  roles: ReadonlySet<Role>
  redisUrl: string | null
  clickhouseUrl: string | null
  databaseUrl: string | null
  /** How browsers reach this service, without a slash at the end. */
  publicUrl: string
  adminEmail: string | null
  adminPassword: string | null
  logLevel: string
  /** Ratings a second that one sender may send on average. */
  ratingsPerSecond: number
  /** When our own Redis writes its file through to the disk: once a second, or before every answer. */
  redisFsync: 'everysec' | 'always'
  /** What Redis may use before intake answers 503, in MiB. */
  queueMemoryMb: number
  /** After so many days the unmasked text of a comment is deleted. */
  commentRetentionDays: number
  /** Base64, the newest first; null for the file in DATA_DIR. */
  secretKey: string | null
  /** Whoever has one of these roles and signs in with a password needs a second factor. */
  requireSecondFactor: ReadonlySet<AccountRole>
  /** After so many days without a sign-in an account is disabled. */
  idleAccountDays: number
  /** Where people sign in who have an account elsewhere; null for nowhere. */
  oidc: OidcSettings | null
  /** So many days after an official has left their name is detached. */
  officialNameKeepDays: number
  /** After so many days a tablet gets another token. */
  deviceTokenDays: number
  /** Hosts on our own networks that messages may be posted to, `name` or `name:port`; all others must be on the internet, by https. */
  webhookPrivateHosts: readonly string[]
  /** Whose word counts for where a request comes from: addresses, networks, or `loopback`. */
  trustedProxies: readonly string[]
  /** Where mail is handed in, and from whom it is; null for no mail. */
  mail: { url: string; from: string } | null
  /** Whether everybody with a dossier's code may see its clock. */
  publicDossierClock: boolean
  /** Never set from outside: `npm run demo` alone makes a demo. */
  demo: boolean
}

/** `name` is what the button says. */
export interface OidcSettings { issuer: string; clientId: string; clientSecret: string; name: string }

/** The environment is wrong; the message lists every problem at once. */
export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`The settings are wrong:\n${problems.map((it) => `  - ${it}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

const port = z.coerce.number().int().min(1).max(65_535)
const urlOf = (...protocols: string[]) =>
  z.string().refine((it) => URL.canParse(it) && protocols.includes(new URL(it).protocol), `must be a URL that begins with ${protocols.map((it) => `${it}//`).join(' or ')}`)
/** Without TLS only on this machine: whoever stands between would sign in as anybody. */
const isSafeIssuer = (it: string) => URL.canParse(it) && (new URL(it).protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(it).hostname))
const accountRoles = z
  .string()
  .transform((text) => text.split(',').map((it) => it.trim()).filter((it) => it !== ''))
  .pipe(z.array(accountRole))
const textList = z.string().transform((text) => text.split(',').map((it) => it.trim().toLowerCase()).filter((it) => it !== ''))
const isNetwork = (it: string) => ['loopback', 'linklocal', 'uniquelocal'].includes(it) || (isIP(it.split('/')[0] ?? '') !== 0 && /^[^/]+(\/\d{1,3})?$/.test(it))
const roleList = z
  .string()
  .transform((text) => text.split(',').map((it) => it.trim()).filter((it) => it !== ''))
  .pipe(z.array(z.enum(ROLES)).min(1))

/** The variables, by their names. Each stands in .env.example with its explanation. */
export const environment = z.object({
  PORT: port.default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  METRICS_PORT: port.optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  ROLES: roleList.default([...ROLES]),
  REDIS_URL: urlOf('redis:', 'rediss:').optional(),
  CLICKHOUSE_URL: urlOf('http:', 'https:').optional(),
  DATABASE_URL: urlOf('postgres:', 'postgresql:').optional(),
  PUBLIC_URL: urlOf('http:', 'https:').optional(),
  ADMIN_EMAIL: z.email().optional(),
  ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters').optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  RATINGS_PER_SECOND: z.coerce.number().int().min(1).default(2000),
  REDIS_FSYNC: z.enum(['everysec', 'always']).default('everysec'),
  QUEUE_MEMORY_MB: z.coerce.number().int().min(32).default(1024),
  COMMENT_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
  SECRET_KEY: z.string().refine((it) => parseSecretKeys(it) !== null, 'must be 32 bytes in base64 (several, the newest first, with commas)').optional(),
  REQUIRE_SECOND_FACTOR: accountRoles.default([]),
  IDLE_ACCOUNT_DAYS: z.coerce.number().int().min(30).max(3650).default(180),
  OIDC_ISSUER: z.string().refine(isSafeIssuer, 'must be a URL that begins with https:// (http:// only on this machine)').optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).max(60).default('SSO'),
  OFFICIAL_NAME_KEEP_DAYS: z.coerce.number().int().min(0).max(36_500).default(365),
  DEVICE_TOKEN_DAYS: z.coerce.number().int().min(1).max(3650).default(180),
  WEBHOOK_PRIVATE_HOSTS: textList.default([]),
  TRUSTED_PROXIES: textList.refine((them) => them.every(isNetwork), 'must be addresses or networks (10.0.0.0/8), or loopback').default(['loopback']),
  PUBLIC_DOSSIER_CLOCK: z.enum(['on', 'off']).default('on'),
  SMTP_URL: urlOf('smtp:', 'smtps:').optional(),
  MAIL_FROM: z.string().refine((it) => z.email().safeParse(/<([^<>]+)>$/.exec(it)?.[1] ?? it).success, 'must be an address, or a name with an address in <>').optional(),
})

type Environment = z.infer<typeof environment>

/**
 * The configuration of this process. An empty variable counts as not set.
 * @throws ConfigError with all problems at once
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => `${String(issue.path[0])}: ${issue.message}`),
    ...contradictions(given),
  ]
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  return toConfig(parsed.data)
}

/** What no variable has wrong by itself; asked of the text as given, so that it is said together with the rest. */
function* contradictions({ ADMIN_EMAIL, ADMIN_PASSWORD, PORT = '8080', METRICS_PORT, ...rest }: Record<string, string | undefined>) {
  if ((ADMIN_EMAIL === undefined) !== (ADMIN_PASSWORD === undefined)) yield 'ADMIN_EMAIL and ADMIN_PASSWORD: set both or neither'
  if (METRICS_PORT !== undefined && Number(METRICS_PORT) === Number(PORT)) yield 'METRICS_PORT: must differ from PORT'
  if ((rest['SMTP_URL'] === undefined) !== (rest['MAIL_FROM'] === undefined)) yield 'SMTP_URL and MAIL_FROM: set both or neither'
  const oidc = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'].filter((it) => rest[it] !== undefined).length
  if (oidc !== 0 && oidc !== 3) yield 'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: set all or none'
}

const toOidc = (it: Environment): OidcSettings | null => (it.OIDC_ISSUER && it.OIDC_CLIENT_ID && it.OIDC_CLIENT_SECRET
  ? { issuer: it.OIDC_ISSUER, clientId: it.OIDC_CLIENT_ID, clientSecret: it.OIDC_CLIENT_SECRET, name: it.OIDC_NAME } : null)

const toConfig = (it: Environment): Config => ({
  port: it.PORT, host: it.HOST, metricsPort: it.METRICS_PORT ?? null, dataDir: resolve(it.DATA_DIR), roles: new Set(it.ROLES),
  redisUrl: it.REDIS_URL ?? null, clickhouseUrl: it.CLICKHOUSE_URL ?? null, databaseUrl: it.DATABASE_URL ?? null,
  publicUrl: (it.PUBLIC_URL ?? `http://127.0.0.1:${it.PORT}`).replace(/\/+$/, ''),
  adminEmail: it.ADMIN_EMAIL ?? null, adminPassword: it.ADMIN_PASSWORD ?? null,
  logLevel: it.LOG_LEVEL, ratingsPerSecond: it.RATINGS_PER_SECOND,
  redisFsync: it.REDIS_FSYNC, queueMemoryMb: it.QUEUE_MEMORY_MB, commentRetentionDays: it.COMMENT_RETENTION_DAYS, officialNameKeepDays: it.OFFICIAL_NAME_KEEP_DAYS,
  deviceTokenDays: it.DEVICE_TOKEN_DAYS, secretKey: it.SECRET_KEY ?? null, requireSecondFactor: new Set(it.REQUIRE_SECOND_FACTOR), idleAccountDays: it.IDLE_ACCOUNT_DAYS, oidc: toOidc(it),
  webhookPrivateHosts: it.WEBHOOK_PRIVATE_HOSTS, trustedProxies: it.TRUSTED_PROXIES, publicDossierClock: it.PUBLIC_DOSSIER_CLOCK === 'on',
  mail: it.SMTP_URL && it.MAIL_FROM ? { url: it.SMTP_URL, from: it.MAIL_FROM } : null,
  demo: false,
})
