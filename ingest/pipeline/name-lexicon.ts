/** Words that Vietnamese names are made of, and words that are not names though they stand where names do. Lower case, NFC. */
const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((it) => it !== ''))

/** `Nguyễn` → `nguyen`: what people type without a Vietnamese keyboard. */
export const stripMarks = (word: string): string => word.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')

/** The commonest family names, and those of the larger minorities. */
export const FAMILY = words(`
  nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh mai tô tạ hà lương trương cao châu phùng vương
  lâm tăng thái quách la đào nghiêm kiều mạc thạch danh kim sơn ninh khổng doãn văn lưu chu tống triệu hứa giang diệp từ tôn thân
  giàng lò vàng sùng thào hờ mùa lầu cà quàng tòng lường bế nông ma lục hạng cứ vừ lỳ thò sình chảo phàn bàn đèo cầm vi lang quan
  âu cù cung hàn lạc liêu lữ nhan nhâm ô phí thiều tiêu trang ung vưu khuất giáp ứng
  ksor siu rơ rcom nay kpă niê êban mlô ayun hmok kbuôr byă knul adrơng đinh bríu alăng arất pơloong hồ ating zơrâm coor y k h`)

/** Middle names: with one of them between, a family name and a given name are hardly anything else. */
export const MIDDLE = words(`
  văn thị đức minh ngọc thanh hữu xuân hoàng quang đình công kim thu hồng bích mỹ phương thùy thuỳ diệu bảo gia anh tuấn quốc trọng duy
  đăng khắc viết thế bá sỹ sĩ như quỳnh hoài lan mai tường thiên nhật hải trung thành tiến mạnh việt phú vĩnh trường chí kiều cẩm yến tú
  khánh nguyên thúy thuý trúc ánh tuyết thảo hạnh lệ huyền phi tấn phước hà cao vũ trần lê nguyễn phan phạm đỗ tôn nữ a thái y sa`)

/** Given names that are no everyday words, so that they are names also in lower case after a title. */
export const GIVEN = words(`
  hương trang tuấn hùng dũng linh nga hằng thảo thủy thuỷ huệ loan nhung oanh quyên quỳnh thắm thúy thuý trâm vân yến tú sơn khánh kiên
  khoa lâm nghĩa phượng hường huyền ngân diễm duyên giang hiếu huy khang khôi ngọc quân quang thịnh triết trinh trúc tuyền tuyết tùng uyên
  vinh vũ vy đoan duy hạnh hồng hoàng huân hoài na nguyệt oánh sương thoa thy tuân trân thiện thùy thuỳ luyến liễu khuê gấm cúc bích ánh
  phụng đạt điệp thắng hưng hải phong long hậu hiệp nhàn ly my mỹ chiến thuận tâm kiều việt xuân dương`)

/** Given names that are everyday words too: names only as the end of a full name, or with a capital where a name is to be expected. */
export const GIVEN_AMBIGUOUS = words(`
  an anh bình bé bằng cường công chi chính danh diệu dung đông đức hà hai ba tư năm sáu bảy tám chín hạ hảo hiền hòa hoà hoa học huỳnh kim lan
  lành lợi lộc lương luân mai mận minh mùi nam nhiên nhật ninh nữ phương phước phú sen tài tân thái thanh thành thảo thế thêm thi thu thương
  tiên tình tín tính toán tốt trọng tường tỵ út vui vĩ vương xinh yên ý hữu hội hưởng khá kha khải lam mến mơ mừng nết nở páo sa tấn thân
  trà tuệ xoan đại đỉnh định đồng đoàn đăng thông mạnh hợp tiến trí phát sang quý quốc thơ thư kỳ lệ lý như đào trung trường toàn lực nhân nhi
  bảo châu hân liên nghi phúc bách ân tuyên hiển khiêm nhã tần trà vượng tịnh thục thọ đô hoan bạch giàu đẹp a b c d t h k l m n p q s v x y`)

/** Forms of address. `bạn` and the like need a capital after them. */
export const TITLES = words(`anh chị ông bà cô chú bác em cháu cậu dì thím mợ dượng thầy bé ngài sếp đc mr ms mrs miss bạn`)
/** Written short; only before a capital. */
export const SHORT_TITLES = words(`a c e ô b`)
/** Offices after which a name with a capital may stand, by their last word. */
export const OFFICES = words(`bộ chức viên phòng trưởng chí sĩ`)
/** Phrases whose last word announces a name. */
export const ANNOUNCING = words(`tên gặp ơn nhờ vợ chồng mẹ bố cha bé named name is officer`)

/** Two words that mean something else than a name, whatever their capitals. */
export const COMPOUNDS: ReadonlySet<string> = new Set(`
  bảo vệ, bảo hiểm, nhân viên, nhân dân, kiên nhẫn, kiên quyết, đăng ký, thông báo, thông tin, thông cảm, thu phí, thu ngân, thu tiền, hồ sơ,
  lý do, lý lịch, thành phố, thành viên, thành ủy, trung tâm, trung ương, tư pháp, văn phòng, văn thư, văn hóa, công an, công chức, công dân,
  công ty, công chứng, công khai, hải quan, quốc gia, chính quyền, chính phủ, chính sách, tài chính, tài khoản, tài nguyên, tài xế, an ninh,
  an toàn, an sinh, học sinh, chu đáo, tiến độ, đại diện, lao động, y tế, y tá, hành chính, sơn la, hà nội, hà nam, hà tĩnh, hà giang,
  cao bằng, thái bình, thái nguyên, thái lan, lâm đồng, lai châu, mai châu, phan thiết, phan rang, hoàng sa, kim bôi, châu đốc, châu thành,
  đoàn thanh, đoàn viên, hội đồng, long an, an giang, bình dương, bình thạnh, bình định, bình thuận, nam định, ninh bình, hải phòng, hải dương,
  hưng yên, việt nam, quảng nam, vinh long, đồng nai, đồng tháp, đà nẵng, cần thơ, tây ninh, bác hồ, nhật bản, hàn quốc, trung quốc, tân bình,
  tân phú, phú thọ, phú yên, lương thực, tâm lý, phương án, hợp tác, quân sự, quân đội, hoa hồng, thanh toán, thanh tra, thanh niên, bình thường,
  hạnh phúc, tú tài, vui vẻ, hiền lành, hòa giải, trung thực, nghĩa vụ, khoa học, giang hồ, phong cách, mai mốt, hiệp hội, quang minh, việt kiều,
  xuân này, long lanh, hậu cần, tâm huyết, tâm tư, chiến sĩ, thuận tiện, thắng lợi, đạt yêu, hải sản, hưng phấn, hồ chí
`.split(',').map((it) => it.trim()))

/** With a capital after a title, and yet no name. */
export const NOT_NAMES = words(`
  cán bộ chức nhân viên chuyên giáo quầy phòng ban sở ubnd ủy uỷ ơi ạ em chị anh ông bà cô chú bác cháu bạn tôi mình con bé
  rất đã đang sẽ không chưa cũng lại làm cho của và là thì mà ở tại này kia đó ấy hướng giải nhiệt phục tiếp hỗ rịa trưởng phó giám đốc
  chủ tịch huế cần đà nói có được phải bị xin cảm the an very was was i to phường xã quận huyện tỉnh tp thủ
  số hàng tháng ngày giờ khách dân người cơ quan tổ mẹ bố cha vợ chồng già trẻ lãnh đạo kế tiếp bưu mọi các những ai`)

/** Before a capitalised name: it is a place, a school, a street or a law that bears it. */
export const PLACES: ReadonlySet<string> = new Set([...words(`
  đường phố phường xã quận huyện thôn xóm ấp buôn làng bản tổ khu trường viện chợ cầu hẻm ngõ ngách tỉnh kiệt lộ vườn sông núi đảo cảng
  thpt thcs học non quảng toà tòa chùa đền đình lăng cty tnhh street road ward district school hospital trấn bay ga trạm ql tl
  duong phuong quan huyen truong vien cho cau thon tp khóm bến nhánh chứng`), 'công viên', 'ngã tư', 'ngã ba'])
/** "ở Bà Điểm", "về Cô Giang": a title with a capital after these is part of a place's name. */
export const WHERE = words(`ở tại về lên xuống qua tuốt từ đến tới đi ghé`)
/** What joins two streets: the second is one too. */
export const AND = words(`với và giao góc`)
