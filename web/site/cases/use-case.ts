import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { NewCaseStep, NewSaidDone } from '../../../contract/case.ts'
import { useSession } from '../account/use-session.ts'
import { useApi } from '../api/use-api.ts'
import { RequestFailed } from '../api/request-failed.ts'

/** A step without the version, which is that of the case as it is shown. */
export type StepWords = NewCaseStep extends infer One ? (One extends { version: number } ? Omit<One, 'version'> : never) : never

/** One case with what can be done about it. Whoever acts on what somebody else has changed meanwhile is shown the case as it is now. */
export function useCase(code: MaybeRefOrGetter<string>) {
  const api = useApi()
  const cache = useQueryClient()
  const { person } = useSession()
  const found = useQuery({ queryKey: computed(() => ['case', toValue(code)]), queryFn: ({ signal }) => api.caseOf(toValue(code), signal), enabled: computed(() => Boolean(person.value)) })
  const refresh = async () => void (await Promise.all([['case'], ['cases'], ['alerts'], ['notices']].map((queryKey) => cache.invalidateQueries({ queryKey }))))
  const onError = async (error: unknown) => { if (error instanceof RequestFailed && error.status === 409) await found.refetch() }
  return {
    found,
    step: useMutation({ mutationFn: (step: StepWords) => api.takeCaseStep(toValue(code), { ...step, version: found.data.value?.version ?? 0 }), onSuccess: refresh, onError }),
    write: useMutation({ mutationFn: (words: NewSaidDone) => api.writeSaidDone(toValue(code), words), onSuccess: refresh }),
    decide: useMutation({ mutationFn: (state: 'published' | 'withdrawn') => api.decideSaidDone(toValue(code), state), onSuccess: refresh }),
  }
}
