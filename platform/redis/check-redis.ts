import type { Redis } from 'ioredis'

/** What would make this Redis lose what it was given; empty when nothing would. */
export async function checkRedis(redis: Redis): Promise<string[]> {
  const infoOf = async (section: string) =>
    new Map((await redis.info(section)).split('\r\n').map((line) => line.split(':') as [string, string]))
  const policy = (await infoOf('memory')).get('maxmemory_policy')
  const appendOnly = (await infoOf('persistence')).get('aof_enabled')
  return [
    ...(policy === 'noeviction' ? [] : [`REDIS_URL: its maxmemory-policy is "${policy}"; with anything but "noeviction" it throws queued ratings away when memory is short`]),
    ...(appendOnly === '1' ? [] : ['REDIS_URL: it keeps no append-only file (appendonly yes); what was acknowledged would be lost with its process']),
  ]
}
