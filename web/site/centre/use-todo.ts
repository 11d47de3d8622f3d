import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useSession } from '../account/use-session.ts'
import { useApi } from '../api/use-api.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { useCentreFindings } from '../findings/use-finding.ts'
import { addDays, today } from '../periods/periods.ts'
import { countUnseen, useDueAlarms, useProgress } from '../progress/use-progress.ts'
import { toTodoLines } from './todo-lines.ts'

const [CALM_MS, SLOW_MS] = [60_000, 300_000]
const [COMMENT_DAYS_BACK, ODD_DAYS_BACK] = [14, 7]

/** What the director of a centre has to see to, as lines; `known` once every source has answered, `failed` where one has not. */
export function useTodo(centre: MaybeRefOrGetter<string>) {
  const api = useApi()
  const { may } = useSession()
  const { language } = useLanguage()
  const thisDay = today(Date.now())
  const code = computed(() => toValue(centre))
  // The same count as that of the procedures further down: one request for both.
  const progress = useProgress(code, 'procedure')
  const alarms = useDueAlarms(code)
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

  const findings = useCentreFindings(code)
  const odd = useQuery({
    queryKey: computed(() => ['odd-days', code.value, 'lately']), queryFn: ({ signal }) => api.oddDays({ unit: code.value, from: addDays(thisDay, -ODD_DAYS_BACK), to: thisDay }, signal), enabled: computed(() => may('results:read')), staleTime: SLOW_MS,
  })
  const stuckTablets = computed(() => new Set((odd.data.value?.rows ?? []).filter((it) => it.rules.includes('periodic') && it.decision?.decision !== 'restore').map((it) => `${it.counter.code} ${it.sender}`)).size)

  const cases = useQuery({
    queryKey: computed(() => ['cases', 'counts', code.value]), queryFn: ({ signal }) => api.cases({ unit: code.value, limit: 1 }, signal), enabled: computed(() => may('cases:read', 'cases:handle')), refetchInterval: CALM_MS,
  })
  const alerts = useQuery({ queryKey: computed(() => ['alerts', 'of', code.value]), queryFn: ({ signal }) => api.alerts({ unit: code.value, limit: 100 }, signal), enabled: computed(() => may('cases:read', 'cases:handle')), refetchInterval: CALM_MS })

  const all = [cases, alerts, findings, odd, progress, alarms, tablets, custody, comments]
  return {
    lines: computed(() => toTodoLines({
      centre: code.value, overdue: progress.data.value?.total.overdue, dueToday: progress.data.value?.total['due-today'], unseenAlarms: countUnseen(alarms.data.value), tablets: tablets.data.value, custody: custody.data.value,
      newComments: comments.data.value?.counts?.new, findings: findings.data.value?.rows, stuckTablets: stuckTablets.value, cases: cases.data.value?.counts, alerts: alerts.data.value?.rows.filter((it) => it.caseCode === null).length,
    }, language.value)),
    known: computed(() => all.every((it) => it.data.value !== undefined || it.error.value || it.fetchStatus.value === 'idle')),
    failed: computed(() => all.find((it) => it.error.value && it.data.value === undefined)?.error.value ?? null),
    retry: () => { for (const it of all) if (it.error.value) void it.refetch() },
    tablets: computed(() => tablets.data.value ?? []),
    comments: computed(() => comments.data.value ?? null),
  }
}
export type Todo = ReturnType<typeof useTodo>
