import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { DeviceDetail } from '../../../contract/device.ts'
import { useSession } from '../account/use-session.ts'
import { useApi } from '../api/use-api.ts'

/** The tablets at a counter and the troubles they have had; empty where the reader may not know them. */
export interface CounterTablets { living: DeviceDetail[], alarms: DeviceDetail['alarms'] }

export function useCounterTablets(centre: MaybeRefOrGetter<string>, counter: MaybeRefOrGetter<string>) {
  const api = useApi()
  const { may } = useSession()
  const { data } = useQuery({
    queryKey: computed(() => ['devices', 'at', toValue(centre), toValue(counter)]),
    queryFn: async ({ signal }) => {
      const here = (await api.devices({ centre: toValue(centre) }, signal)).filter(({ counterCode }) => counterCode === toValue(counter))
      return await Promise.all(here.map(({ deviceId }) => api.device(deviceId, signal)))
    },
    enabled: computed(() => may('registry:read', 'devices:write')),
  })
  return computed((): CounterTablets => ({
    living: (data.value ?? []).filter(({ health }) => health.state !== 'revoked'), alarms: (data.value ?? []).flatMap(({ alarms }) => alarms),
  }))
}
