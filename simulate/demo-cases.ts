import { caseDetail, caseOpened, casePage, type NewCaseStep, type NewSaidDone } from '../contract/case.ts'
import type { Wire } from './wire.ts'

/** A step without the version, which is asked for before it is taken. */
type Step = NewCaseStep extends infer One ? (One extends { version: number } ? Omit<One, 'version'> : never) : never
interface DemoCase { title: string; steps: readonly Step[]; saidDone?: NewSaidDone }

const solved = (measure: string, result: string): Step[] => [{ kind: 'acknowledged' }, { kind: 'measure', words: measure }, { kind: 'closed', reason: 'solved', words: result }]

/** What the demo's centre does about things, in every state there is. */
const CASES: readonly DemoCase[] = [
  {
    title: 'Phòng chờ thiếu ghế vào sáng thứ Hai', steps: solved('Mượn hai mươi ghế của hội trường, dành hàng đầu cho người cao tuổi.', 'Ghế đã đủ trong ba buổi sáng liền.'),
    saidDone: { said: 'Sáng thứ Hai không đủ ghế ngồi chờ', done: 'Đã kê thêm hai mươi ghế, hàng đầu dành cho người cao tuổi' },
  },
  {
    title: 'Bảng gọi số ở dãy sau không nhìn thấy', steps: solved('Treo thêm một màn hình gọi số ở dãy sau.', 'Màn hình đã chạy, người ngồi sau đọc được.'),
    saidDone: { said: 'Ngồi phía sau không thấy số được gọi', done: 'Đã treo thêm màn hình gọi số ở dãy sau' },
  },
  { title: 'Bà con hỏi nhiều về giấy tờ đất', steps: [{ kind: 'acknowledged' }, { kind: 'measure', words: 'Soạn tờ hướng dẫn một trang, đang in.' }] },
  { title: 'Quạt ở khu trả kết quả kêu to', steps: [] },
]

/** Opens the cases of a centre as its handler, takes their steps, and lets the director publish what came of them. What is there already is left as it is. */
export async function openDemoCases({ handler, director, unitCode }: { handler: Wire; director: Wire; unitCode: string }): Promise<void> {
  const there = casePage.parse((await handler.call('GET', '/api/v1/cases?state=closed&origin=hand')).body)
  if (there.rows.length > 0) return
  for (const { title, steps, saidDone } of CASES) {
    const { code } = caseOpened.parse((await handler.call('POST', '/api/v1/cases', { json: { origin: 'hand', unitCode, title } })).body)
    const at = `/api/v1/cases/${code}`
    for (const step of steps) {
      const { version } = caseDetail.parse((await handler.call('GET', at)).body)
      await handler.call('POST', `${at}/steps`, { json: { ...step, version } })
    }
    if (saidDone === undefined) continue
    await handler.call('PUT', `${at}/said-done`, { json: saidDone })
    await director.call('PUT', `${at}/said-done/state`, { json: { state: 'published' } })
  }
}
