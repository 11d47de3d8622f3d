import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { DossierOutcome } from '../../../contract/dossier-clock.ts'
import { useSession } from '../account/use-session.ts'
import { useApi } from '../api/use-api.ts'
import { addDays, today } from '../periods/periods.ts'
import { toTodoLines } from './todo-lines.ts'

const [CALM_MS, SLOW_MS] = [60_000, 300_000]
const [DOSSIER_DAYS_BACK, COMMENT_DAYS_BACK] = [365, 14]

/** What the director of a centre has to see to, as lines; `known` once every source has answered, `failed` where one has not. */
export function useTodo(centre: MaybeRefOrGetter<string>) {
  const api = useApi()
  const { may } = useSession()
  const thisDay = today(Date.now())
  const code = computed(() => toValue(centre))
  const spans = { overdue: { from: addDays(thisDay, -DOSSIER_DAYS_BACK), to: thisDay }, dueToday: { from: thisDay, to: addDays(thisDay, 1) } }

  const dossiers = (span: { from: string, to: string }, outcome: DossierOutcome) => useQuery({
    queryKey: computed(() => ['dossiers', 'count', code.value, span, outcome]),
    queryFn: async ({ signal }) => ({ ...span, count: (await api.dossiers({ unit: code.value, dueFrom: span.from, dueTo: span.to, outcome, limit: 1 }, signal)).counts?.[outcome] ?? 0 }),
    refetchInterval: SLOW_MS, staleTime: SLOW_MS,
  })
  const overdue = dossiers(spans.overdue, 'open-overdue')
  const dueToday = dossiers(spans.dueToday, 'open-within-due')
  const tablets = useQuery({
    queryKey: computed(() => ['devices', 'of', code.value]), queryFn: ({ signal }) => api.devices({ centre: code.value }, signal),
    enabled: computed(() => may('registry:read', 'devices:write')), refetchInterval: CALM_MS,
  })
  const custody = useQuery({
    queryKey: computed(() => ['custody', code.value, 'yesterday']), queryFn: ({ signal }) => api.custody({ centre: code.value }, signal), refetchInterval: SLOW_MS, staleTime: SLOW_MS,
  })
  const comments = useQuery({
    queryKey: computed(() => ['comments', 'new', code.value]),
    queryFn: async ({ signal }) => await api.comments({ unit: code.value, state: 'new', from: addDays(thisDay, -COMMENT_DAYS_BACK), to: addDays(thisDay, 1), limit: 3 }, signal),
    refetchInterval: SLOW_MS,
  })

  const all = [overdue, dueToday, tablets, custody, comments]
  return {
    // What a method finds about counters will stand before these lines.
    lines: computed(() => toTodoLines({
      centre: code.value, overdue: overdue.data.value, dueToday: dueToday.data.value, tablets: tablets.data.value, custody: custody.data.value,
      newComments: comments.data.value?.counts?.new,
    })),
    known: computed(() => all.every((it) => it.data.value !== undefined || it.error.value || it.fetchStatus.value === 'idle')),
    failed: computed(() => all.find((it) => it.error.value && it.data.value === undefined)?.error.value ?? null),
    retry: () => { for (const it of all) if (it.error.value) void it.refetch() },
    tablets: computed(() => tablets.data.value ?? []),
    comments: computed(() => comments.data.value ?? null),
  }
}
export type Todo = ReturnType<typeof useTodo>
