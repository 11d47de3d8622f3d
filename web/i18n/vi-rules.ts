import { fillPlaceholders, type Language } from '../../contract/words/translator.ts'

/**
 * What a broken rule of the registry is called in Vietnamese. The server names each rule in English, the same words for every caller;
 * `{1}` is what the rule names. A rule that is not here is shown as the server says it.
 */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/^an address that answers 2xx with the challenge/, 'Địa chỉ này không trả lời đúng: phải trả lời 200 với nguyên văn challenge.'],
  [/^an address that begins with https/, 'Địa chỉ phải bắt đầu bằng https://.'],
  [/^a host of the internet/, 'Địa chỉ phải ở trên Internet.'],
  [/^without name and password in the address/, 'Địa chỉ không được kèm tên và mật khẩu.'],
  [/^no unit lies in itself/, 'Đơn vị không thể nằm trong chính nó.'],
  [/^no unit succeeds itself/, 'Đơn vị không thể kế thừa chính nó hay đơn vị nằm trong nó.'],
  [/^at most (\d+) units above each other/, 'Cây chỉ được sâu nhất {1} cấp.'],
  [/^every unit but the country has a parent/, 'Đơn vị nào cũng phải có cấp trên, trừ cả nước.'],
  [/^a unit that goes on until further notice/, 'Đơn vị chưa kết thúc thì chưa có nơi kế thừa.'],
  [/^a unit that has a successor stays ended/, 'Đơn vị đã có nơi kế thừa thì không mở lại ở đây được. Hoàn tác lần tổ chức lại đã kết thúc nó.'],
  [/^a unit that is known or stands in this file/, 'Không có đơn vị này, cả trong hệ thống lẫn trong tệp.'],
  [/^a known unit of the kind centre/, 'Không có trung tâm nào mang mã này.'],
  [/^a unit of the kind centre; this is/, 'Đơn vị mang mã này không phải là trung tâm.'],
  [/^a unit of the same kind/, 'Nơi kế thừa phải cùng loại với đơn vị này.'],
  [/^a known unit/, 'Không có đơn vị nào mang mã này.'],
  [/^a known counter/, 'Không có quầy nào mang mã này.'],
  [/^a code that no unit has/, 'Mã này đã là mã của một đơn vị.'],
  [/^a code that no counter has/, 'Mã này đã là mã của một quầy.'],
  [/^centre, as long as a counter \((.+)\) lies in it/, 'Còn quầy {1} thì đơn vị này phải là trung tâm.'],
  [/^a unit that holds nothing from (\d{4})-(\d\d)-(\d\d) on; (.+?)(?: …)? must/, 'Còn {4}. Chuyển đi trước ngày {3}/{2}/{1}, hoặc dùng Nhập vào nơi khác.'],
  [/^something that would change/, 'Không có gì để đổi: mọi thứ đã như vậy rồi.'],
  [/^a unit that is there on (\d{4})-(\d\d)-(\d\d)/, 'Ngày {3}/{2}/{1} không có đơn vị mang mã này.'],
  [/^a counter that is there on (\d{4})-(\d\d)-(\d\d)/, 'Ngày {3}/{2}/{1} không có quầy này.'],
  [/^a unit below the country/, 'Không làm được việc này với cả nước.'],
  [/^begun before (\d{4})-(\d\d)-(\d\d)/, 'Đơn vị này chưa có trước ngày {3}/{2}/{1}. Chọn ngày muộn hơn.'],
  [/^a code that nothing has or ever had/, 'Mã này đang dùng hoặc đã từng dùng. Chọn mã khác.'],
  [/^a centre, for counters to move into/, 'Quầy chỉ chuyển được về một trung tâm.'],
  [/^none of the units that end/, 'Đơn vị nhận không được nằm trong số đơn vị bị nhập.'],
  [/^of the same kind as what it is merged into/, 'Chỉ nhập được các đơn vị cùng loại với đơn vị nhận.'],
  [/^each unit once/, 'Mỗi đơn vị chỉ chọn một lần.'],
  [/^in one part only/, 'Có đơn vị hoặc quầy được chia vào hai phần.'],
  [/^a kind below the country/, 'Chọn một loại đơn vị khác cả nước.'],
  [/^a parent, since this unit is new/, 'Đơn vị mới lập cần có cấp trên.'],
  [/^within (.+), where this key or account may write/, 'Tài khoản này chỉ sửa được trong phạm vi {1}.'],
  [/^no overlap with the row of this code that is valid from (\d{4})-(\d\d)-(\d\d)/, 'Trùng thời gian với dòng cùng mã áp dụng từ {3}/{2}/{1}.'],
  [/^one row for each code and validFrom/, 'Mỗi mã và ngày áp dụng chỉ có một dòng; một dòng ở trên ghi khác.'],
  [/^a day on which it exists/, 'Ngày này nơi đó chưa có hoặc đã kết thúc.'],
  [/^validTo is after validFrom/, 'Ngày kết thúc phải sau ngày bắt đầu.'],
  [/^a whole number; half a day is 4 hours/, 'Ghi một số nguyên; nửa ngày là 4 giờ.'],
  [/^an amount in đồng/, 'Ghi số tiền bằng đồng, như 150000 hoặc 150.000.'],
  [/^a limit in hours or in working days, not both/, 'Thời hạn theo ngày hoặc theo giờ, không cả hai.'],
  [/^one of full, partial, none/, 'Ghi toàn trình, một phần hoặc không.'],
  [/^a day as 2026-08-31 or 31\/08\/2026/, 'Ghi ngày như 31/08/2026.'],
  [/^a known column: (.+)/, 'Không biết cột này. Các cột dùng được: {1}.'],
  [/^each column once/, 'Cột này có hai lần.'],
  [/^this column is required/, 'Thiếu cột này.'],
  [/^the first line names the columns/, 'Dòng đầu của tệp phải là tên các cột.'],
  [/^the first day of a month/, 'Chọn ngày đầu của một tháng.'],
  [/^within (.+)$/, 'Phải nằm trong {1}.'],
  [/^as many cells as the header, which has (\d+); this row has (\d+)/, 'Dòng này có {2} ô, còn dòng tên cột có {1} ô.'],
  [/^the file is UTF-8/, 'Lưu tệp dạng “CSV UTF-8” rồi nhập lại.'],
]

/** A broken rule in the reader's language, or null where only the server's own words are known. */
export function sayRule(language: Language, rule: string): string | null {
  if (language === 'en') return null
  for (const [pattern, words] of RULES) {
    const match = pattern.exec(rule)
    if (match) return fillPlaceholders(words, Object.fromEntries(match.map((part, index) => [String(index), part])))
  }
  return null
}
