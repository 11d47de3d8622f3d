/** What people come for. Shares and limits are invented for the demonstration. */
export interface Sector {
  /** Stands as `sectorCode` in dossiers. */
  code: string
  nameVi: string
  nameEn: string
  /** Share of people who are satisfied at an ordinary counter. */
  satisfied: number
  /** Time limit in working days. */
  limitDays: number
  /** Share of dossiers with a fee. */
  withFee: number
  /** Usual fee in đồng. */
  fee: number
  department: Department
}

/** The department (sở) or agency that answers for a sector; its city's name is put after it. */
export interface Department { suffix: string, nameVi: string, nameEn: string }

const department = (suffix: string, nameVi: string, nameEn: string): Department => ({ suffix, nameVi, nameEn })

export const sectors = {
  labour: { code: 'labour', nameVi: 'Lao động, người có công', nameEn: 'Labour and merit', satisfied: 0.93, limitDays: 10, withFee: 0.1, fee: 20_000, department: department('CQ01', 'Sở Nội vụ', 'Department of Home Affairs') },
  justice: { code: 'justice', nameVi: 'Tư pháp, hộ tịch', nameEn: 'Justice and civil status', satisfied: 0.95, limitDays: 5, withFee: 0.7, fee: 200_000, department: department('CQ02', 'Sở Tư pháp', 'Department of Justice') },
  business: { code: 'business', nameVi: 'Đăng ký doanh nghiệp', nameEn: 'Business registration', satisfied: 0.95, limitDays: 3, withFee: 0.8, fee: 100_000, department: department('CQ03', 'Sở Tài chính', 'Department of Finance') },
  land: { code: 'land', nameVi: 'Đất đai', nameEn: 'Land', satisfied: 0.86, limitDays: 15, withFee: 0.8, fee: 150_000, department: department('CQ04', 'Sở Nông nghiệp và Môi trường', 'Department of Agriculture and Environment') },
  construction: { code: 'construction', nameVi: 'Xây dựng, giao thông', nameEn: 'Construction and transport', satisfied: 0.9, limitDays: 15, withFee: 0.6, fee: 150_000, department: department('CQ05', 'Sở Xây dựng', 'Department of Construction') },
  trade: { code: 'trade', nameVi: 'Công Thương', nameEn: 'Industry and trade', satisfied: 0.95, limitDays: 7, withFee: 0.5, fee: 200_000, department: department('CQ06', 'Sở Công Thương', 'Department of Industry and Trade') },
  education: { code: 'education', nameVi: 'Giáo dục', nameEn: 'Education', satisfied: 0.95, limitDays: 5, withFee: 0.1, fee: 50_000, department: department('CQ07', 'Sở Giáo dục và Đào tạo', 'Department of Education and Training') },
  health: { code: 'health', nameVi: 'Y tế', nameEn: 'Health', satisfied: 0.92, limitDays: 12, withFee: 0.7, fee: 300_000, department: department('CQ08', 'Sở Y tế', 'Department of Health') },
  science: { code: 'science', nameVi: 'Khoa học, công nghệ', nameEn: 'Science and technology', satisfied: 0.95, limitDays: 10, withFee: 0.3, fee: 100_000, department: department('CQ09', 'Sở Khoa học và Công nghệ', 'Department of Science and Technology') },
  culture: { code: 'culture', nameVi: 'Văn hóa, du lịch', nameEn: 'Culture and tourism', satisfied: 0.95, limitDays: 7, withFee: 0.6, fee: 250_000, department: department('CQ10', 'Sở Văn hóa, Thể thao và Du lịch', 'Department of Culture, Sports and Tourism') },
  religion: { code: 'religion', nameVi: 'Dân tộc, tôn giáo', nameEn: 'Ethnic and religious affairs', satisfied: 0.94, limitDays: 15, withFee: 0, fee: 0, department: department('CQ11', 'Sở Dân tộc và Tôn giáo', 'Department of Ethnic and Religious Affairs') },
  foreign: { code: 'foreign', nameVi: 'Đối ngoại', nameEn: 'Foreign affairs', satisfied: 0.95, limitDays: 5, withFee: 0.3, fee: 100_000, department: department('CQ12', 'Sở Ngoại vụ', 'Department of Foreign Affairs') },
  zones: { code: 'zones', nameVi: 'Khu công nghiệp', nameEn: 'Industrial zones', satisfied: 0.94, limitDays: 10, withFee: 0.2, fee: 100_000, department: department('CQ13', 'Ban Quản lý các khu chế xuất và công nghiệp', 'Industrial Zones Authority') },
  inspection: { code: 'inspection', nameVi: 'Tiếp công dân', nameEn: 'Citizen reception', satisfied: 0.84, limitDays: 20, withFee: 0, fee: 0, department: department('CQ14', 'Thanh tra', 'Inspectorate') },
  residence: { code: 'residence', nameVi: 'Căn cước, cư trú', nameEn: 'Identity and residence', satisfied: 0.93, limitDays: 7, withFee: 0.8, fee: 50_000, department: department('CQ15', 'Công an', 'Police') },
  insurance: { code: 'insurance', nameVi: 'Bảo hiểm xã hội', nameEn: 'Social insurance', satisfied: 0.91, limitDays: 5, withFee: 0, fee: 0, department: department('CQ16', 'Bảo hiểm xã hội', 'Social Insurance') },
} as const satisfies Record<string, Sector>

export type SectorId = keyof typeof sectors
