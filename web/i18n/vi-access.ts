/** Who may do what, and what was done: roles, the audit log, and what lists and dialogs say everywhere in the administration. */
export const viAccess = {
  listAll: 'tất cả',
  listFilter: 'lọc',
  listNothing: 'Không có dòng nào hợp điều kiện lọc.',
  listClear: 'Bỏ lọc',
  listSome: 'Đang xem {count} dòng đầu.',
  listAllShown: 'Tất cả {count} dòng.',
  listMore: 'Xem thêm',
  pickerHint: 'Gõ mã hoặc tên đơn vị, rồi chọn trong danh sách.',
  pickerChosen: 'Đã chọn: {name}',

  adminGroupPlaces: 'Nơi phục vụ',
  adminGroupPeople: 'Người và hệ thống',
  adminGroupOperations: 'Vận hành',
  adminPartNone: 'Tài khoản này không mở được phần nào của trang quản trị.',

  roleOfficial: 'cán bộ tại quầy',
  roleDirector: 'giám đốc trung tâm',
  roleHomeAffairs: 'Nội vụ tỉnh, xã',
  roleNationalHomeAffairs: 'Bộ Nội vụ',
  roleMonitor: 'đơn vị giám sát',
  roleCaseHandler: 'người xử lý phản ánh',
  roleAuditor: 'kiểm toán',
  roleAdministrator: 'quản trị viên',

  auditTitle: 'Ai đã làm gì',
  auditHint: 'Mỗi dòng mang dấu vết của dòng trước nó: sửa, xóa hay chèn một dòng đều lộ ra khi kiểm tra.',
  auditExport: 'Tải toàn bộ nhật ký (NDJSON)',
  auditVerify: 'Kiểm tra tệp đã tải: npm run verify-audit -- audit-log.ndjson',
  auditSealed: 'Niêm gần nhất: dòng {seq}, {time}.',
  auditFrom: 'Từ ngày',
  auditTo: 'Trước ngày',
  columnSeq: 'Số',
  columnAt: 'Lúc',
  columnActor: 'Ai',
  columnAction: 'Việc',
  columnSubject: 'Đối tượng',
  columnDetail: 'Chi tiết',
  actorSystem: 'hệ thống',
  actorDevice: 'máy {id}',
} as const

export type AccessMessageKey = keyof typeof viAccess
