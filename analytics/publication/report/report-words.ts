import { createTranslator } from '../../../contract/words/translator.ts'

const vi = {
  title: 'Chỉ số phục vụ hành chính công', brand: 'Thước Đo', demo: 'SỐ LIỆU MINH HỌA, không dùng để đánh giá nơi nào.',
  editionOf: 'Bản số {number}, chốt lúc {time}', provisional: 'Số liệu sơ bộ', final: 'Số liệu chính thức', revision: 'Số liệu sửa đổi', because: 'Lý do sửa: {reason}',
  keyFigures: 'Những con số chính', country: 'Cả nước', interval: 'khoảng {range}', outOf: '{numerator} trên {denominator} {counted}', sample: '{count} {counted}',
  noFigure: 'Không có số liệu được công bố.',
  placesNone: '{name}: chưa nơi nào phân biệt được với cả nước', placesSome: '{name}: {sure} trong {count} nơi khác cả nước một cách chắc chắn',
  placesText: '{better} nơi tốt hơn, {worse} nơi kém hơn, {unsure} nơi chưa phân biệt được. Xếp theo tên, không theo thứ hạng: các khoảng chồng lên nhau không cho biết nơi nào hơn nơi nào.',
  chartAxis: '{name}, {unit}; vạch đứng là cả nước, dải là khoảng tin cậy 95%', chartAlt: '{name} của {count} tỉnh, thành phố với khoảng tin cậy 95%; cùng những số này ở bảng phía sau.',
  tables: 'Bảng số liệu theo tỉnh, thành phố', place: 'Nơi', value: 'Giá trị', range: 'Khoảng tin cậy 95%', counts: 'Tử số / mẫu số', observations: 'Số quan sát',
  withheld: 'không công bố', missing: 'không có số liệu', tableNote: 'Nơi có quá ít quan sát không được công bố, và một số ô khác cũng vậy để không ai trừ ra được. Số liệu của xã, cơ quan và trung tâm ở tệp tables.csv.',
  composites: 'Chỉ số tổng hợp', points: 'Điểm', of: 'trên {max}', known: 'Phần đã biết',
  methods: 'Cách tính và căn cứ', formula: 'Công thức', caution: 'Lưu ý', source: 'Căn cứ', version: 'định nghĩa bản {version}',
  notes: 'Về bản số liệu này', inputs: 'Tính từ {ratings} lượt đánh giá, {dossiers} hồ sơ và {measures} số liệu do hệ thống khác báo cáo; {setAside} lượt để riêng, không tính.',
  computed: 'Tính lúc {time} bằng phần mềm bản {code}. Sau khi chốt, số liệu không thay đổi; bản sau chỉ thêm vào, bản này vẫn giữ.',
  verify: 'Ai cũng kiểm tra được: tải trọn bộ tệp, chạy verify-edition với thư mục đó; chương trình kiểm tra chữ ký, mã băm và tính lại các số từ tệp snapshot.csv.',
  hash: 'SHA-256 của toàn bộ số liệu lưu trữ', page: 'trang {page}', unitShare: '%', unitPoints: 'điểm', unitThousand: 'trên 1.000', unitDays: 'ngày', contents: 'Nội dung',
}
const en: typeof vi = {
  title: 'Indices of public service', brand: 'Thước Đo', demo: 'DEMONSTRATION FIGURES, not to be used to judge any place.',
  editionOf: 'Edition {number}, frozen at {time}', provisional: 'Provisional figures', final: 'Final figures', revision: 'Revised figures', because: 'Reason for the revision: {reason}',
  keyFigures: 'Key figures', country: 'The country', interval: 'interval {range}', outOf: '{numerator} of {denominator} {counted}', sample: '{count} {counted}',
  noFigure: 'No figure is published.',
  placesNone: '{name}: no place can be told from the country', placesSome: '{name}: {sure} of {count} places surely differ from the country',
  placesText: '{better} better, {worse} worse, {unsure} cannot be told. In the order of names, not of ranks: intervals that overlap do not say which place is ahead.',
  chartAxis: '{name}, {unit}; the upright line is the country, bands are 95% intervals', chartAlt: '{name} of {count} provinces with 95% intervals; the same figures stand in the table further on.',
  tables: 'Figures by province', place: 'Place', value: 'Value', range: '95% interval', counts: 'Numerator / denominator', observations: 'Observations',
  withheld: 'withheld', missing: 'no figure', tableNote: 'Places with too few observations are withheld, and some others too, so that nobody can find them by subtraction. Communes, agencies and centres are in tables.csv.',
  composites: 'Composite indices', points: 'Points', of: 'of {max}', known: 'Known part',
  methods: 'How it is counted, and by what', formula: 'Formula', caution: 'Caution', source: 'Source', version: 'definition {version}',
  notes: 'About this edition', inputs: 'Counted from {ratings} ratings, {dossiers} dossiers and {measures} measures that other systems reported; {setAside} ratings were set aside and not counted.',
  computed: 'Computed at {time} by software {code}. Nothing changes these figures any more; a later edition is added and this one stays.',
  verify: 'Anybody can check it: download all files and run verify-edition on their folder; it checks the signature and the hashes and recomputes the figures from snapshot.csv.',
  hash: 'SHA-256 of the complete stored figures', page: 'page {page}', unitShare: '%', unitPoints: 'points', unitThousand: 'per 1,000', unitDays: 'days', contents: 'Contents',
}

export const sayReport = createTranslator({ vi, en })
