import { COLUMNS } from './render-csv.ts'

type Column = (typeof COLUMNS)[number]
type Meaning = readonly [datatype: 'string' | 'number' | 'integer' | 'dateTime', vi: string, en: string]

/** The dictionary of `tables.csv`: what stands in each column. */
export const COLUMN_MEANINGS: Readonly<Record<Column, Meaning>> = {
  period: ['string', 'Tháng', 'Month'],
  series: ['string', 'Mã chỉ số; của chỉ số tổng hợp còn có nhóm và phần', 'Id of the indicator; of a composite also its group and part'],
  kind: ['string', 'indicator, index, index-group hoặc index-part', 'indicator, index, index-group or index-part'],
  version: ['integer', 'Phiên bản định nghĩa', 'Version of the definition'],
  level: ['string', 'Cấp của đơn vị', 'Level of the unit'],
  unit: ['string', 'Mã đơn vị', 'Code of the unit'],
  unit_name_vi: ['string', 'Tên đơn vị vào ngày cuối tháng', 'Its Vietnamese name on the last day of the month'],
  unit_name_en: ['string', 'Tên tiếng Anh', 'Its English name'],
  province: ['string', 'Tỉnh của đơn vị vào ngày cuối tháng', 'The province it lay in on the last day of the month'],
  value: ['number', 'Giá trị; trống nếu không công bố', 'The value; empty where there is none or it is withheld'],
  value_unit: ['string', 'Đơn vị của value, lower, upper', 'What value, lower and upper are given in'],
  lower: ['number', 'Cận dưới của khoảng tin cậy 95 %', 'Lower end of the 95 % interval'],
  upper: ['number', 'Cận trên của khoảng tin cậy 95 %', 'Upper end of the 95 % interval'],
  numerator: ['number', 'Tử số', 'Numerator'],
  denominator: ['number', 'Mẫu số', 'Denominator'],
  sample_size: ['number', 'Số quan sát độc lập', 'Independent observations'],
  coverage: ['number', 'Tỷ lệ tính được trong số thuộc về đây, 0–1', 'Share of what belongs here that could be counted, 0–1'],
  set_aside: ['number', 'Tỷ lệ để riêng, không tính, 0–1', 'Share set aside and not counted, 0–1'],
  max: ['number', 'Điểm tối đa', 'The most points there are'],
  quality: ['string', 'Dấu chất lượng, cách nhau bằng |', 'Marks of quality, parted by |'],
  reason: ['string', 'Vì sao không có giá trị', 'Why there is no value'],
  note: ['string', 'Ghi chú của chỉ số tổng hợp', 'Note on a composite'],
  origin: ['string', 'counted: tự đếm; reported: hệ thống khác báo cáo', 'counted by us, or reported by another system'],
  source: ['string', 'Hệ thống đã báo cáo', 'The system that reported it'],
  computed_at: ['dateTime', 'Lúc tính', 'When it was computed'],
}

/** What these figures must not be used for; stands in every file. */
export const NOT_FOR = {
  vi: 'Không dùng số liệu này để xếp hạng xã, phường, để đánh giá một quầy hay một người, hoặc để so các nơi có khoảng tin cậy chồng lên nhau.',
  en: 'Do not use these figures to rank communes, to judge a counter or a person, or to tell places apart whose intervals overlap.',
}

/** CSV on the Web (W3C): how `tables.csv` is to be read. */
export const describeTable = (title: string): string => `${JSON.stringify({
  '@context': ['http://www.w3.org/ns/csvw', { '@language': 'vi' }], 'url': 'tables.csv', 'dc:title': title, 'dc:description': `${NOT_FOR.vi} ${NOT_FOR.en}`,
  'dialect': { encoding: 'utf-8', lineTerminators: ['\r\n'], header: true },
  'tableSchema': {
    columns: COLUMNS.map((name) => ({ name, 'titles': name, 'datatype': COLUMN_MEANINGS[name][0], 'dc:description': [{ '@value': COLUMN_MEANINGS[name][1], '@language': 'vi' }, { '@value': COLUMN_MEANINGS[name][2], '@language': 'en' }] })),
    primaryKey: ['series', 'kind', 'unit'],
  },
}, null, 2)}\n`

interface Catalogued { period: string; number: number; title: string; publishedAt: string; files: readonly { name: string; mediaType: string }[] }

/** DCAT (W3C) as JSON-LD: the edition as a data set with its files; addresses are relative to where it lies. */
export const describeCatalogue = ({ period, number, title, publishedAt, files }: Catalogued): string => `${JSON.stringify({
  '@context': { dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/', adms: 'http://www.w3.org/ns/adms#' },
  '@type': 'dcat:Dataset', 'dct:identifier': `thuoc-do-${period}-${number}`, 'dct:title': { '@value': title, '@language': 'vi' }, 'dct:issued': publishedAt, 'adms:version': String(number),
  'dct:temporal': { '@type': 'dct:PeriodOfTime', 'dcat:startDate': `${period}-01` }, 'dct:accrualPeriodicity': 'http://publications.europa.eu/resource/authority/frequency/MONTHLY',
  'dct:description': `${NOT_FOR.vi} ${NOT_FOR.en}`,
  'dcat:distribution': files.map(({ name, mediaType }) => ({ '@type': 'dcat:Distribution', 'dct:title': name, 'dcat:downloadURL': name, 'dcat:mediaType': mediaType.split(';')[0] })),
}, null, 2)}\n`
