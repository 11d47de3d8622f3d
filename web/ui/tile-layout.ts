/** A tile of the map of provinces: column and row of the wide grid, and of the narrow one of phones, both from 0. */
export interface Tile { code: string, name: { vi: string, en: string }, wide: readonly [number, number], narrow: readonly [number, number] }

const tile = (code: string, vi: string, en: string, column: number, row: number): Tile =>
  ({ code, name: { vi, en }, wide: [column, row], narrow: [column, row] })

/** The 34 provinces and cities (QĐ 19/2025/QĐ-TTg), each about where it lies; a test holds the codes against the registry. */
export const TILES: readonly Tile[] = [
  tile('12', 'Lai Châu', 'Lai Chau', 1, 0), tile('15', 'Lào Cai', 'Lao Cai', 2, 0), tile('08', 'Tuyên Quang', 'Tuyen Quang', 3, 0), tile('04', 'Cao Bằng', 'Cao Bang', 4, 0),
  tile('11', 'Điện Biên', 'Dien Bien', 0, 1), tile('14', 'Sơn La', 'Son La', 1, 1), tile('25', 'Phú Thọ', 'Phu Tho', 2, 1), tile('19', 'Thái Nguyên', 'Thai Nguyen', 3, 1), tile('20', 'Lạng Sơn', 'Lang Son', 4, 1),
  tile('01', 'Hà Nội', 'Hanoi', 2, 2), tile('24', 'Bắc Ninh', 'Bac Ninh', 3, 2), tile('22', 'Quảng Ninh', 'Quang Ninh', 4, 2),
  tile('37', 'Ninh Bình', 'Ninh Binh', 2, 3), tile('33', 'Hưng Yên', 'Hung Yen', 3, 3), tile('31', 'Hải Phòng', 'Hai Phong', 4, 3),
  tile('38', 'Thanh Hóa', 'Thanh Hoa', 2, 4),
  tile('40', 'Nghệ An', 'Nghe An', 2, 5),
  tile('42', 'Hà Tĩnh', 'Ha Tinh', 2, 6),
  tile('44', 'Quảng Trị', 'Quang Tri', 3, 7),
  tile('46', 'Huế', 'Hue', 3, 8), tile('48', 'Đà Nẵng', 'Da Nang', 4, 8),
  tile('51', 'Quảng Ngãi', 'Quang Ngai', 4, 9),
  tile('52', 'Gia Lai', 'Gia Lai', 4, 10),
  tile('66', 'Đắk Lắk', 'Dak Lak', 4, 11),
  tile('80', 'Tây Ninh', 'Tay Ninh', 1, 12), tile('75', 'Đồng Nai', 'Dong Nai', 2, 12), tile('68', 'Lâm Đồng', 'Lam Dong', 3, 12), tile('56', 'Khánh Hòa', 'Khanh Hoa', 4, 12),
  tile('91', 'An Giang', 'An Giang', 0, 13), tile('82', 'Đồng Tháp', 'Dong Thap', 1, 13), tile('79', 'TP.HCM', 'HCM City', 2, 13),
  tile('92', 'Cần Thơ', 'Can Tho', 0, 14), tile('86', 'Vĩnh Long', 'Vinh Long', 1, 14),
  tile('96', 'Cà Mau', 'Ca Mau', 0, 15),
]

/** The two archipelagos, always drawn; each is a part of its province, whose figure counts it. The wide grid has a column for the sea. */
export const ISLANDS = [
  { province: '48', name: { vi: 'Hoàng Sa', en: 'Hoang Sa' }, of: { vi: 'Đà Nẵng', en: 'Da Nang' }, wide: [5, 8], narrow: [4, 7] },
  { province: '56', name: { vi: 'Trường Sa', en: 'Truong Sa' }, of: { vi: 'Khánh Hòa', en: 'Khanh Hoa' }, wide: [5, 13], narrow: [4, 14] },
] as const

const DIRECTIONS: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
/** A step aside counts twice: an arrow key goes straight on where it can. */
const ASIDE = 2

/** The tile that an arrow key leads to: the nearest one that lies that way; null at the edge, and for any other key. */
export function toNeighbour(code: string, key: string, grid: 'wide' | 'narrow', tiles: readonly Tile[] = TILES): string | null {
  const [direction, from] = [DIRECTIONS[key], tiles.find((it) => it.code === code)]
  if (!direction || !from) return null
  const reached = tiles.flatMap((it) => {
    const [columns, rows] = [it[grid][0] - from[grid][0], it[grid][1] - from[grid][1]]
    const ahead = columns * direction[0] + rows * direction[1]
    const aside = Math.abs(columns * direction[1]) + Math.abs(rows * direction[0])
    return ahead > 0 ? [{ code: it.code, distance: ahead + ASIDE * aside }] : []
  })
  return reached.sort((one, other) => one.distance - other.distance)[0]?.code ?? null
}
