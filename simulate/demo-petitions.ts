import { petitionTaken, type NewPetition, type NewPetitionStep } from '../contract/petition.ts'
import type { Wire } from './wire.ts'

const DAY_MS = 86_400_000

interface DemoPetition { daysAgo: number; about: NewPetition['about']; channel: NewPetition['channel']; text: string; steps: readonly NewPetitionStep[]; satisfied?: boolean }

const answered = (about: 'procedure' | 'staff' | 'other', unitCode: string, words: string): NewPetitionStep[] => [
  { kind: 'classified', class: about }, { kind: 'assigned', unitCode }, { kind: 'resolved', words }, { kind: 'published', isListed: about !== 'staff' },
]

/** What people of the demo's centre have petitioned, in every state there is: some wait, one is late, most are answered. */
const demoPetitions = (unit: string): readonly DemoPetition[] => [
  { daysAgo: 40, about: 'procedure', channel: 'phone', text: 'Hồ sơ trích lục bản đồ trễ hẹn hai tuần, hỏi ba lần đều trả lời là chờ.', steps: [{ kind: 'classified', class: 'procedure' }, { kind: 'assigned', unitCode: unit }] },
  { daysAgo: 17, about: 'other', channel: 'letter', text: 'Máy lấy số hỏng cả buổi sáng, bà con đứng xếp hàng ngoài nắng.', steps: [{ kind: 'classified', class: 'other' }, { kind: 'assigned', unitCode: unit }] },
  { daysAgo: 9, about: 'procedure', channel: 'in-person', text: 'Đăng ký khai sinh bị yêu cầu thêm giấy không có trong bảng niêm yết.', steps: answered('procedure', unit, 'Giấy đó không thuộc danh mục. Quầy đã được nhắc, bảng niêm yết treo lại ở lối vào.'), satisfied: true },
  { daysAgo: 8, about: 'staff', channel: 'phone', text: 'Người ở quầy nói to tiếng khi mẹ tôi hỏi lại lần thứ hai.', steps: answered('staff', unit, 'Trung tâm đã làm việc với người phụ trách quầy và xin lỗi gia đình.'), satisfied: false },
  { daysAgo: 7, about: 'other', channel: 'phone', text: 'Ghế chờ ít, người già không có chỗ ngồi vào sáng thứ Hai.', steps: answered('other', unit, 'Đã kê thêm hai mươi ghế, ưu tiên hàng đầu cho người cao tuổi.'), satisfied: true },
  { daysAgo: 3, about: 'other', channel: 'letter', text: 'Kính gửi, tôi muốn khiếu nại quyết định xử phạt giao thông.', steps: [{ kind: 'classified', class: 'not-petition' }, { kind: 'refused', words: 'Khiếu nại quyết định xử phạt gửi tới nơi ra quyết định; trung tâm không giải quyết việc này.' }] },
  { daysAgo: 2, about: 'procedure', channel: 'phone', text: 'Nộp trực tuyến xong không thấy tin báo đã nhận.', steps: [{ kind: 'classified', class: 'procedure' }, { kind: 'asked', words: 'Xin ông/bà cho biết mã hồ sơ và ngày nộp để chúng tôi tìm lại.' }] },
  { daysAgo: 1, about: 'staff', channel: 'in-person', text: 'Quầy 5 đóng trước giờ nghỉ trưa mười lăm phút.', steps: [] },
  { daysAgo: 0, about: 'other', channel: 'phone', text: 'Biển chỉ dẫn ở cửa vào đã mờ, không đọc được.', steps: [] },
]

/** Enters the petitions of a centre as its director, and takes those steps that were taken. What was entered before is left as it is. */
export async function sendDemoPetitions(director: Wire, unitCode: string, now: number): Promise<void> {
  for (const [index, { daysAgo, steps, satisfied, ...petition }] of demoPetitions(unitCode).entries()) {
    const sent: NewPetition = { ...petition, id: `demo-${index}`, unitCode, receivedAt: new Date(now - daysAgo * DAY_MS).toISOString() }
    const { status, body } = await director.call('POST', '/api/v1/petitions', { json: sent })
    const { code } = petitionTaken.parse(body)
    if (status !== 201) continue
    for (const step of steps) await director.call('POST', `/api/v1/petitions/${code}/steps`, { json: step })
    if (satisfied !== undefined) await director.call('POST', `/api/v1/public-petitions/${code}/rating`, { json: satisfied ? { satisfied } : { satisfied, reason: 'Lần sau vẫn như vậy.' } })
  }
}
