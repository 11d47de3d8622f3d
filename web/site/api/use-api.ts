import { inject, type InjectionKey } from 'vue'
import type { ApiClient } from './api-client.ts'

export const apiKey: InjectionKey<ApiClient> = Symbol('api')

export function useApi(): ApiClient {
  const api = inject(apiKey)
  if (!api) throw new Error('no API client was provided to this application')
  return api
}
