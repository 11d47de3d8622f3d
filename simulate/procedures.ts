import type { DemoCentre } from './demo-centres.ts'
import type { Random } from './random.ts'
import { sectors, type Sector } from './sectors.ts'

/** A procedure code of the shape of the national catalogue (`1.00xxxx`), one of as many as the centre receives. */
export const drawProcedureCode = (random: Random, centre: DemoCentre) =>
  // People ask for few procedures often and for most of them hardly ever.
  `1.00${String(Math.floor(centre.procedureCount * random.unit() ** 3)).padStart(4, '0')}`

export interface DemoProcedure {
  code: string
  nameVi: string
  sector: Sector
  limitHours: number | null
  limitWorkingDays: number | null
  fee: number
  onlineLevel: 'full' | 'partial' | 'none'
}

const DEEDS = ['Cấp mới', 'Cấp lại', 'Điều chỉnh', 'Gia hạn', 'Xác nhận', 'Đăng ký', 'Thông báo', 'Chấm dứt']
const EVERY_SECTOR: readonly Sector[] = Object.values(sectors)
/** One in so many is done within a working day, and its limit is in hours. */
const QUICK_EVERY = 12
const QUICK_HOURS = 8

/** An invented catalogue with every code that is drawn; each name says that it is one of the demo. */
export function demoProcedures(centres: readonly DemoCentre[]): DemoProcedure[] {
  const count = Math.max(...centres.map((it) => it.procedureCount))
  return Array.from({ length: count }, (_, index): DemoProcedure => {
    const sector = EVERY_SECTOR[index % EVERY_SECTOR.length]!
    const isQuick = index % QUICK_EVERY === 0
    return {
      code: `1.00${String(index).padStart(4, '0')}`, sector,
      nameVi: `${DEEDS[Math.floor(index / EVERY_SECTOR.length) % DEEDS.length]!}: ${sector.nameVi} (thủ tục thử số ${index})`,
      limitHours: isQuick ? QUICK_HOURS : null, limitWorkingDays: isQuick ? null : sector.limitDays,
      fee: sector.fee, onlineLevel: index % 5 < 3 ? 'full' : index % 5 === 3 ? 'partial' : 'none',
    }
  })
}
