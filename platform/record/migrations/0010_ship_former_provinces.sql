-- The 63 provinces of before 1/7/2025, with the codes of QĐ 124/2004/QĐ-TTg. Those whose code ended then have the province as successor
-- that they became part of (Nghị quyết 202/2025/QH15). A merged province kept the code of the one its seat is in, so seven codes went
-- on under another name; all 23 grew. Huế was a province until 2025 (Nghị quyết 175/2024/QH15). As before the first days are given as
-- 2000, although the country had yet other provinces until 2008. Rows that an installation has changed itself stay as they are.
INSERT INTO unit (code, parent_code, kind, name_vi, name_en, valid_from, valid_to, successor_code) VALUES
  ('02', 'VN', 'province', 'Tỉnh Hà Giang', 'Ha Giang province', '2000-01-01', '2025-07-01', '08'),
  ('06', 'VN', 'province', 'Tỉnh Bắc Kạn', 'Bac Kan province', '2000-01-01', '2025-07-01', '19'),
  ('10', 'VN', 'province', 'Tỉnh Lào Cai', 'Lao Cai province', '2000-01-01', '2025-07-01', '15'),
  ('17', 'VN', 'province', 'Tỉnh Hòa Bình', 'Hoa Binh province', '2000-01-01', '2025-07-01', '25'),
  ('26', 'VN', 'province', 'Tỉnh Vĩnh Phúc', 'Vinh Phuc province', '2000-01-01', '2025-07-01', '25'),
  ('27', 'VN', 'province', 'Tỉnh Bắc Ninh', 'Bac Ninh province', '2000-01-01', '2025-07-01', '24'),
  ('30', 'VN', 'province', 'Tỉnh Hải Dương', 'Hai Duong province', '2000-01-01', '2025-07-01', '31'),
  ('34', 'VN', 'province', 'Tỉnh Thái Bình', 'Thai Binh province', '2000-01-01', '2025-07-01', '33'),
  ('35', 'VN', 'province', 'Tỉnh Hà Nam', 'Ha Nam province', '2000-01-01', '2025-07-01', '37'),
  ('36', 'VN', 'province', 'Tỉnh Nam Định', 'Nam Dinh province', '2000-01-01', '2025-07-01', '37'),
  ('45', 'VN', 'province', 'Tỉnh Quảng Trị', 'Quang Tri province', '2000-01-01', '2025-07-01', '44'),
  ('49', 'VN', 'province', 'Tỉnh Quảng Nam', 'Quang Nam province', '2000-01-01', '2025-07-01', '48'),
  ('54', 'VN', 'province', 'Tỉnh Phú Yên', 'Phu Yen province', '2000-01-01', '2025-07-01', '66'),
  ('58', 'VN', 'province', 'Tỉnh Ninh Thuận', 'Ninh Thuan province', '2000-01-01', '2025-07-01', '56'),
  ('60', 'VN', 'province', 'Tỉnh Bình Thuận', 'Binh Thuan province', '2000-01-01', '2025-07-01', '68'),
  ('62', 'VN', 'province', 'Tỉnh Kon Tum', 'Kon Tum province', '2000-01-01', '2025-07-01', '51'),
  ('64', 'VN', 'province', 'Tỉnh Gia Lai', 'Gia Lai province', '2000-01-01', '2025-07-01', '52'),
  ('67', 'VN', 'province', 'Tỉnh Đắk Nông', 'Dak Nong province', '2000-01-01', '2025-07-01', '68'),
  ('70', 'VN', 'province', 'Tỉnh Bình Phước', 'Binh Phuoc province', '2000-01-01', '2025-07-01', '75'),
  ('72', 'VN', 'province', 'Tỉnh Tây Ninh', 'Tay Ninh province', '2000-01-01', '2025-07-01', '80'),
  ('74', 'VN', 'province', 'Tỉnh Bình Dương', 'Binh Duong province', '2000-01-01', '2025-07-01', '79'),
  ('77', 'VN', 'province', 'Tỉnh Bà Rịa - Vũng Tàu', 'Ba Ria - Vung Tau province', '2000-01-01', '2025-07-01', '79'),
  ('83', 'VN', 'province', 'Tỉnh Bến Tre', 'Ben Tre province', '2000-01-01', '2025-07-01', '86'),
  ('84', 'VN', 'province', 'Tỉnh Trà Vinh', 'Tra Vinh province', '2000-01-01', '2025-07-01', '86'),
  ('87', 'VN', 'province', 'Tỉnh Đồng Tháp', 'Dong Thap province', '2000-01-01', '2025-07-01', '82'),
  ('89', 'VN', 'province', 'Tỉnh An Giang', 'An Giang province', '2000-01-01', '2025-07-01', '91'),
  ('93', 'VN', 'province', 'Tỉnh Hậu Giang', 'Hau Giang province', '2000-01-01', '2025-07-01', '92'),
  ('94', 'VN', 'province', 'Tỉnh Sóc Trăng', 'Soc Trang province', '2000-01-01', '2025-07-01', '92'),
  ('95', 'VN', 'province', 'Tỉnh Bạc Liêu', 'Bac Lieu province', '2000-01-01', '2025-07-01', '96')
ON CONFLICT (code, valid_from) DO NOTHING;

-- Today's name from its day on, the former one until then.
INSERT INTO unit (code, parent_code, kind, name_vi, name_en, valid_from, valid_to)
  SELECT code, parent_code, kind, name_vi, name_en, CASE code WHEN '46' THEN date '2025-01-01' ELSE date '2025-07-01' END, NULL FROM unit
  WHERE valid_from = '2000-01-01' AND valid_to IS NULL AND code IN ('15', '24', '44', '46', '52', '80', '82', '91');

UPDATE unit SET name_vi = former.name_vi, name_en = former.name_en, valid_to = former.valid_to
FROM (VALUES
  ('15', 'Tỉnh Yên Bái', 'Yen Bai province', date '2025-07-01'),
  ('24', 'Tỉnh Bắc Giang', 'Bac Giang province', date '2025-07-01'),
  ('44', 'Tỉnh Quảng Bình', 'Quang Binh province', date '2025-07-01'),
  ('52', 'Tỉnh Bình Định', 'Binh Dinh province', date '2025-07-01'),
  ('80', 'Tỉnh Long An', 'Long An province', date '2025-07-01'),
  ('82', 'Tỉnh Tiền Giang', 'Tien Giang province', date '2025-07-01'),
  ('91', 'Tỉnh Kiên Giang', 'Kien Giang province', date '2025-07-01'),
  ('46', 'Tỉnh Thừa Thiên Huế', 'Thua Thien Hue province', date '2025-01-01')
) AS former (code, name_vi, name_en, valid_to)
WHERE unit.code = former.code AND unit.valid_from = '2000-01-01' AND unit.valid_to IS NULL;

UPDATE registry_version SET version = version + 1;
