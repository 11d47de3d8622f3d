import type { Language } from '../../../contract/codes.ts'
import type { EditionDetail } from '../../../contract/edition.ts'
import { NOT_FOR } from './describe-files.ts'

/** What a reader of the tables must know, as plain text in one language: what, when, from what, how to check it, and every definition. */
export function renderNotes({ period, number, frozenAt, computedAt, codeVersion, figures, units, csvHash, contentHash, contents, demo }: EditionDetail, language: Language): string {
  const vi = language === 'vi'
  const pick = (both: { vi: string; en: string }) => both[language]
  const setAside = contents?.inputs.setAside.reduce((sum, it) => sum + it.count, 0) ?? 0
  const inputs = contents && (vi
    ? `Tính từ ${contents.inputs.ratings} lượt đánh giá, ${contents.inputs.dossiers} hồ sơ và ${contents.inputs.measures} số liệu do hệ thống khác báo cáo; ${setAside} lượt để riêng, không tính.`
    : `Counted from ${contents.inputs.ratings} ratings, ${contents.inputs.dossiers} dossiers and ${contents.inputs.measures} measures that other systems reported; ${setAside} ratings were set aside and not counted.`)
  const head = vi ? [
    `Thước Đo: số liệu kỳ ${period}, bản ${number}`,
    ...(demo ? ['SỐ LIỆU MINH HỌA, không dùng để đánh giá nơi nào.'] : []),
    `Chốt lúc ${frozenAt} (số liệu tính lúc ${computedAt}, phần mềm bản ${codeVersion}). Sau khi chốt, số liệu không thay đổi.`,
    `${figures} số liệu của ${units} đơn vị, ở năm cấp: cả nước, tỉnh, cơ quan, xã, trung tâm.`,
    inputs,
    'Dưới số quan sát tối thiểu (thường là 10) không công bố giá trị và số đếm; để không ai trừ ra được các ô đó, một số ô khác cũng không công bố (reason = withheld).',
    'Bản sửa đổi làm một số thay đổi dưới 10 quan sát thì giữ số đã công bố trước đó.',
    NOT_FOR.vi,
    'value_unit cho biết value tính bằng gì: share là tỷ lệ từ 0 đến 1, points là điểm, per-1000 là trên một nghìn, days là ngày.',
    'lower và upper là khoảng tin cậy 95 %. province là tỉnh của đơn vị vào ngày cuối tháng.',
    `SHA-256 của tables.csv (bản không có dấu BOM): ${csvHash}`,
    `SHA-256 của toàn bộ số liệu lưu trữ: ${contentHash}`,
  ] : [
    `Thước Đo: figures of ${period}, edition ${number}`,
    ...(demo ? ['DEMONSTRATION FIGURES, not to be used to judge any place.'] : []),
    `Frozen at ${frozenAt} (computed at ${computedAt}, software ${codeVersion}). Nothing changes these figures any more.`,
    `${figures} figures of ${units} units on five levels: country, province, agency, commune, centre.`,
    inputs,
    'Below the minimum number of observations (usually 10) neither the value nor the counts are published; so that nobody can find those by subtraction, some others are withheld too (reason = withheld).',
    'Where a revision moves a figure by fewer than 10 observations, the one published before stands on.',
    NOT_FOR.en,
    'value_unit says what value is given in: share lies between 0 and 1, points are points, per-1000 is of one thousand, days are days.',
    'lower and upper are the 95 % interval. province is where the unit lay on the last day of the month.',
    `SHA-256 of tables.csv (without byte order mark): ${csvHash}`,
    `SHA-256 of the complete stored figures: ${contentHash}`,
  ]
  const definitions = (contents?.definitions ?? []).flatMap((it) => [
    '', `${it.id} (${vi ? 'định nghĩa bản' : 'definition'} ${it.version}): ${pick(it.name)}`,
    pick(it.meaning), `${vi ? 'Công thức' : 'Formula'}: ${pick(it.formula)}`, `${vi ? 'Lưu ý' : 'Caution'}: ${pick(it.caution)}`, `${vi ? 'Căn cứ' : 'Source'}: ${it.source}`,
  ])
  const schemes = (contents?.schemes ?? []).flatMap((it) => ['', `${it.id} (${vi ? 'bản' : 'version'} ${it.version}): ${it.source}`])
  return `${[...head, ...definitions, ...schemes].filter((it) => it !== null).join('\n')}\n`
}
