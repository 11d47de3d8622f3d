import { alertPage, alertRules, type AlertKind, type AlertRule } from '../../../contract/alert.ts'
import { caseDetail, caseLimitList, caseOpened, casePage, readContact, type CaseLimits, type NewCase, type NewCaseStep, type NewContact, type NewSaidDone } from '../../../contract/case.ts'
import { noticeChoicesAnswer, noticePage, postPage, type NoticeChoices } from '../../../contract/notice.ts'
import { toAddress, type Query, type Way } from './way.ts'

const [CASES, CHOICES] = ['/api/v1/cases', '/api/v1/account/notice-choices']
const toCase = (code: string, part = '') => `${CASES}/${encodeURIComponent(code)}${part}`
const toRules = (unit: string) => `/api/v1/alert-rules/${encodeURIComponent(unit)}`

/** Alerts, cases, and what one is told. */
export const createLoopApi = ({ get, write, read, remove }: Way) => ({
  alerts: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/alerts', query), alertPage, signal),
  alertRules: (unit: string, signal?: AbortSignal) => get(toRules(unit), alertRules, signal),
  putAlertRule: async (unit: string, rule: AlertRule) => read(await write('PUT', toRules(unit), rule), alertRules),
  removeAlertRule: (unit: string, kind: AlertKind) => remove(`${toRules(unit)}/${kind}`),

  cases: (query: Query, signal?: AbortSignal) => get(toAddress(CASES, query), casePage, signal),
  openCase: async (wanted: NewCase) => (await read(await write('POST', CASES, wanted), caseOpened)).code,
  caseOf: (code: string, signal?: AbortSignal) => get(toCase(code), caseDetail, signal),
  takeCaseStep: async (code: string, step: NewCaseStep) => void (await write('POST', toCase(code, '/steps'), step)),
  caseContact: (code: string) => get(toCase(code, '/contact'), readContact),
  writeSaidDone: async (code: string, words: NewSaidDone) => void (await write('PUT', toCase(code, '/said-done'), words)),
  decideSaidDone: async (code: string, state: 'published' | 'withdrawn') => void (await write('PUT', toCase(code, '/said-done/state'), { state })),
  caseLimits: async (signal?: AbortSignal) => (await get('/api/v1/case-limits', caseLimitList, signal)).rows,
  putCaseLimits: async (limits: CaseLimits) => (await read(await write('PUT', '/api/v1/case-limits', limits), caseLimitList)).rows,
  leaveContact: async (contact: NewContact) => void (await write('POST', '/api/v1/contacts', contact)),

  notices: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/notices', query), noticePage, signal),
  readNotices: async (ids?: readonly string[]) => void (await write('POST', '/api/v1/notices/read', ids ? { ids } : {})),
  noticeChoices: (signal?: AbortSignal) => get(CHOICES, noticeChoicesAnswer, signal),
  putNoticeChoices: async (choices: NoticeChoices) => read(await write('PUT', CHOICES, choices), noticeChoicesAnswer),
  posts: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/posts', query), postPage, signal),
  retryPost: async (id: string) => void (await write('POST', `/api/v1/posts/${id}/retry`, {})),
})
