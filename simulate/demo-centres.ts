import type { OddKind } from './odd-taps.ts'
import { sectors, type Department, type Sector, type SectorId } from './sectors.ts'

/** Real places, invented codes: everything the demo makes hangs under a code that begins with DEMO. */
export interface DemoUnit { code: string, parentCode: string, kind: 'agency' | 'commune' | 'centre', nameVi: string, nameEn: string, validFrom: string }

export interface DemoCounter { code: string, centreCode: string, agencyCode: string, sector: Sector, nameVi: string, nameEn: string }

/** How dossiers fare at a centre: shares between 0 and 1. */
export interface DossierConduct {
  online: number
  componentsDigitised: number
  resultElectronic: number
  paidOnline: number
  onTime: number
  /** Land has its own: it is what the press writes about. */
  landOnTime: number
}

export interface DemoCentre {
  unit: DemoUnit
  /** The centre with the commune or agencies it stands for, in an order in which parents come first. */
  units: DemoUnit[]
  counters: DemoCounter[]
  saturdayMorning: boolean
  /** Number of administrative procedures (TTHC) the centre receives. */
  procedureCount: number
  /** Expected on an ordinary full working day. */
  ratingsPerDay: number
  dossiersPerDay: number
  conduct: DossierConduct
}

/** A counter that goes wrong: from the first day, or so many days after it. */
export interface Trouble { counterCode: string, afterDays: number, reason: string }

const LONG_AGO = '2020-01-01'

interface City { code: string, nameVi: string, nameEn: string }

const hue: City = { code: '46', nameVi: 'thành phố Huế', nameEn: 'Hue City' }
const canTho: City = { code: '92', nameVi: 'thành phố Cần Thơ', nameEn: 'Can Tho City' }
const hoChiMinhCity: City = { code: '79', nameVi: 'Thành phố Hồ Chí Minh', nameEn: 'Ho Chi Minh City' }

interface CentreFacts extends Pick<DemoCentre, 'saturdayMorning' | 'procedureCount' | 'ratingsPerDay' | 'dossiersPerDay' | 'conduct'> {
  city: City
  unit: DemoUnit
  desks: Partial<Record<SectorId, number>>
  /** Who answers for a sector here instead of the city's department: the ward, or offices of the centre's own area. */
  commune?: DemoUnit
  offices?: Partial<Record<SectorId, Department>>
}

/** Numbers the counters along the list of desks and gives each sector the agency that answers for it. */
function buildCentre({ city, unit, desks, commune, offices, ...facts }: CentreFacts): DemoCentre {
  const agencies = new Map<string, DemoUnit>()
  const agencyOf = (id: SectorId): DemoUnit => {
    const agency = commune ?? toAgency(city, sectors[id].department, offices?.[id], unit)
    if (!commune) agencies.set(agency.code, agency)
    return agency
  }
  const places = (Object.entries(desks) as [SectorId, number][]).flatMap(([id, count]) => Array.from({ length: count }, () => id))
  const counters = places.map((id, index): DemoCounter => ({
    code: `${unit.code}.Q${String(index + 1).padStart(2, '0')}`,
    centreCode: unit.code, agencyCode: agencyOf(id).code, sector: sectors[id],
    nameVi: `Quầy ${index + 1}: ${sectors[id].nameVi}`, nameEn: `Counter ${index + 1}: ${sectors[id].nameEn}`,
  }))
  return { ...facts, unit, counters, units: [...(commune ? [commune] : []), ...agencies.values(), unit] }
}

function toAgency(city: City, department: Department, office: Department | undefined, centre: DemoUnit): DemoUnit {
  const common = { parentCode: city.code, kind: 'agency', validFrom: LONG_AGO } as const
  if (office) return { ...common, code: `${centre.code}.${office.suffix}`, nameVi: office.nameVi, nameEn: office.nameEn }
  return {
    ...common, code: `DEMO.${city.code}.${department.suffix}`,
    nameVi: `${department.nameVi} ${city.nameVi}`, nameEn: `${city.nameEn} ${department.nameEn}`,
  }
}

const centreUnit = (code: string, parentCode: string, nameVi: string, nameEn: string, validFrom = LONG_AGO): DemoUnit =>
  ({ code, parentCode, kind: 'centre', nameVi, nameEn, validFrom })

export const hueCentre = buildCentre({
  city: hue,
  unit: centreUnit('DEMO.46.TT', '46', 'Trung tâm Phục vụ hành chính công thành phố Huế', 'Hue City Public Administration Service Centre'),
  saturdayMorning: false, procedureCount: 1401, ratingsPerDay: 100, dossiersPerDay: 12,
  conduct: { online: 0.72, componentsDigitised: 0.94, resultElectronic: 0.9, paidOnline: 0.55, onTime: 0.985, landOnTime: 0.95 },
  desks: { land: 7, construction: 3, justice: 5, business: 4, labour: 3, education: 2, health: 2, trade: 1, science: 1, culture: 1, residence: 3, insurance: 2 },
})

export const canThoCentre = buildCentre({
  city: canTho,
  unit: centreUnit('DEMO.92.TT', '92', 'Trung tâm Phục vụ hành chính công thành phố Cần Thơ', 'Can Tho City Public Administration Service Centre'),
  saturdayMorning: false, procedureCount: 1430, ratingsPerDay: 77, dossiersPerDay: 11,
  conduct: { online: 0.78, componentsDigitised: 0.71, resultElectronic: 0.76, paidOnline: 0.44, onTime: 0.97, landOnTime: 0.92 },
  desks: {
    land: 3, construction: 2, justice: 3, business: 3, residence: 2, insurance: 2, labour: 1, trade: 1, education: 1, health: 1,
    science: 1, culture: 1, religion: 1, foreign: 1, zones: 1, inspection: 1,
  },
})

const wardOffice: Department = { suffix: 'CQ01', nameVi: 'Văn phòng đăng ký hộ tịch Thủ Đức', nameEn: 'Thu Duc Civil Status Office' }
const economyOffice: Department = { suffix: 'CQ02', nameVi: 'Phòng Kinh tế, Hạ tầng và Đô thị Thủ Đức', nameEn: 'Thu Duc Economy and Infrastructure Office' }
const landOffice: Department = { suffix: 'CQ03', nameVi: 'Chi nhánh Văn phòng Đăng ký đất đai Thủ Đức', nameEn: 'Thu Duc Land Registration Branch' }

/** Serves 1.2 million residents: the busiest of all, and late with land. */
export const thuDucCentre = buildCentre({
  city: hoChiMinhCity,
  unit: centreUnit('DEMO.79.TD', '79', 'Trung tâm Phục vụ hành chính công Thủ Đức', 'Thu Duc Public Administration Service Centre'),
  saturdayMorning: true, procedureCount: 412, ratingsPerDay: 110, dossiersPerDay: 12,
  conduct: { online: 0.58, componentsDigitised: 0.62, resultElectronic: 0.6, paidOnline: 0.35, onTime: 0.95, landOnTime: 0.62 },
  offices: { land: landOffice, construction: economyOffice, business: economyOffice, justice: wardOffice },
  desks: { land: 9, construction: 3, justice: 4, business: 2 },
})

/** Opened on the last day of 2025; nothing happened there before. */
export const hoChiMinhCityCentre = buildCentre({
  city: hoChiMinhCity,
  unit: centreUnit('DEMO.79.TT', '79', 'Trung tâm Phục vụ hành chính công Thành phố Hồ Chí Minh', 'Ho Chi Minh City Public Administration Service Centre', '2025-12-31'),
  saturdayMorning: true, procedureCount: 2120, ratingsPerDay: 82, dossiersPerDay: 12,
  conduct: { online: 0.86, componentsDigitised: 0.88, resultElectronic: 0.84, paidOnline: 0.66, onTime: 0.96, landOnTime: 0.88 },
  desks: { land: 3, construction: 3, justice: 4, business: 5, labour: 2, health: 1, education: 1, trade: 2, culture: 1 },
})

function buildWardCentre(suffix: string, ward: { vi: string, en: string }, ratingsPerDay: number): DemoCentre {
  const commune: DemoUnit = { code: `DEMO.79.${suffix}`, parentCode: '79', kind: 'commune', nameVi: `Phường ${ward.vi}`, nameEn: `${ward.en} Ward`, validFrom: '2025-07-01' }
  return buildCentre({
    city: hoChiMinhCity, commune,
    unit: centreUnit(`${commune.code}.TT`, commune.code, `Trung tâm Phục vụ hành chính công phường ${ward.vi}`, `${ward.en} Ward Public Administration Service Centre`, '2025-07-01'),
    saturdayMorning: true, procedureCount: 363, ratingsPerDay, dossiersPerDay: 2,
    conduct: { online: 0.66, componentsDigitised: 0.7, resultElectronic: 0.68, paidOnline: 0.5, onTime: 0.97, landOnTime: 0.9 },
    desks: { justice: 2, land: 1, labour: 1 },
  })
}

export const demoCentres: readonly DemoCentre[] = [
  hueCentre, canThoCentre, thuDucCentre, hoChiMinhCityCentre,
  buildWardCentre('P01', { vi: 'Sài Gòn', en: 'Sai Gon' }, 20),
  buildWardCentre('P02', { vi: 'Bến Thành', en: 'Ben Thanh' }, 16),
  buildWardCentre('P03', { vi: 'Tân Định', en: 'Tan Dinh' }, 13),
  buildWardCentre('P04', { vi: 'Xuân Hòa', en: 'Xuan Hoa' }, 11),
]

/** Days on which something else than citizens rated; the first open day from `afterDays` on. */
export interface Oddity { counterCode: string, afterDays: number, kind: OddKind }
export const oddities: readonly Oddity[] = [
  { counterCode: 'DEMO.46.TT.Q05', afterDays: 344, kind: 'child' },
  { counterCode: 'DEMO.46.TT.Q02', afterDays: 351, kind: 'closing' },
  { counterCode: 'DEMO.46.TT.Q09', afterDays: 358, kind: 'stuck' },
  { counterCode: 'DEMO.92.TT.Q03', afterDays: 340, kind: 'angry' },
  { counterCode: 'DEMO.92.TT.Q06', afterDays: 353, kind: 'outside' },
  { counterCode: 'DEMO.79.TD.Q02', afterDays: 346, kind: 'drip' },
]

/** The few truly bad counters; the last one was an ordinary counter until somebody left. */
export const troubles: readonly Trouble[] = [
  { counterCode: 'DEMO.46.TT.Q07', afterDays: 0, reason: 'waiting-time' },
  { counterCode: 'DEMO.79.TD.Q04', afterDays: 0, reason: 'late-result' },
  { counterCode: 'DEMO.92.TT.Q12', afterDays: 0, reason: 'unclear-guidance' },
  { counterCode: 'DEMO.79.TT.Q09', afterDays: 0, reason: 'repeated-supplements' },
  { counterCode: 'DEMO.46.TT.Q13', afterDays: 250, reason: 'staff-attitude' },
]
