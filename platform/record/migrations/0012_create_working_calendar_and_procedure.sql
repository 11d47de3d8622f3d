-- Time limits run on working days. What the law fixes is computed; here stands what is decided anew each year or entered by hand:
-- which five days of Tết, which day beside National Day, days swapped, days off and on, for the country (unit_code null) or one unit.
-- The decisions and swaps of 2020–2026 are shipped, so that past months are counted as they were lived.
CREATE TABLE calendar_day (
  day date NOT NULL,
  unit_code text,
  kind text NOT NULL CHECK (kind IN ('holiday', 'working')),
  name text NOT NULL,
  source text NOT NULL,
  swap_day date
);

CREATE UNIQUE INDEX calendar_day_once ON calendar_day (day, coalesce(unit_code, ''));

CREATE TABLE calendar_year (
  year integer PRIMARY KEY,
  tet_days_before integer NOT NULL CHECK (tet_days_before BETWEEN 0 AND 4),
  national_day text NOT NULL CHECK (national_day IN ('before', 'after')),
  source text NOT NULL
);

INSERT INTO calendar_year (year, tet_days_before, national_day, source) VALUES
  (2020, 2, 'before', 'Thông báo của Bộ Lao động - Thương binh và Xã hội về nghỉ Tết Âm lịch năm 2020'),
  (2021, 2, 'after', 'Thông báo của Bộ Lao động - Thương binh và Xã hội về nghỉ Tết Âm lịch và Quốc khánh năm 2021'),
  (2022, 1, 'before', 'Thông báo của Bộ Lao động - Thương binh và Xã hội về nghỉ Tết Âm lịch và Quốc khánh năm 2022'),
  (2023, 2, 'before', 'Thông báo của Bộ Lao động - Thương binh và Xã hội về nghỉ Tết Âm lịch và Quốc khánh năm 2023'),
  (2024, 2, 'after', 'Thông báo của Bộ Lao động - Thương binh và Xã hội về nghỉ Tết Âm lịch và Quốc khánh năm 2024'),
  (2025, 2, 'before', 'Văn bản 8726/VPCP-KGVX ngày 26/11/2024 về nghỉ Tết Âm lịch và một số dịp nghỉ lễ năm 2025'),
  (2026, 1, 'before', 'Thông báo của Bộ Nội vụ về nghỉ Tết Âm lịch và Quốc khánh năm 2026');

INSERT INTO calendar_day (day, unit_code, kind, name, source, swap_day) VALUES
  ('2024-04-29', NULL, 'holiday', 'Nghỉ hoán đổi dịp 30/4 và 1/5', 'Công văn 2450/VPCP-KGVX ngày 12/4/2024', '2024-05-04'),
  ('2024-05-04', NULL, 'working', 'Làm bù cho 29/4/2024', 'Công văn 2450/VPCP-KGVX ngày 12/4/2024', '2024-04-29'),
  ('2025-05-02', NULL, 'holiday', 'Nghỉ hoán đổi dịp 30/4 và 1/5', 'Văn bản 8726/VPCP-KGVX ngày 26/11/2024', '2025-04-26'),
  ('2025-04-26', NULL, 'working', 'Làm bù cho 2/5/2025', 'Văn bản 8726/VPCP-KGVX ngày 26/11/2024', '2025-05-02'),
  ('2026-01-02', NULL, 'holiday', 'Nghỉ hoán đổi dịp Tết Dương lịch', 'Văn bản 12729/VPCP-KGVX ngày 25/12/2025', '2026-01-10'),
  ('2026-01-10', NULL, 'working', 'Làm bù cho 2/1/2026', 'Văn bản 12729/VPCP-KGVX ngày 25/12/2025', '2026-01-02'),
  ('2026-08-31', NULL, 'holiday', 'Nghỉ hoán đổi dịp Quốc khánh', 'Thông báo của Bộ Nội vụ về nghỉ Tết Âm lịch và Quốc khánh năm 2026', '2026-08-22'),
  ('2026-08-22', NULL, 'working', 'Làm bù cho 31/8/2026', 'Thông báo của Bộ Nội vụ về nghỉ Tết Âm lịch và Quốc khánh năm 2026', '2026-08-31');

-- Procedures (thủ tục hành chính) over time, as units and counters are kept: a limit that changes begins a new stretch, so a dossier of
-- last year is judged by last year's limit. The sector stands with each, as the national catalogue writes it.
CREATE TABLE procedure (
  code text NOT NULL,
  name_vi text NOT NULL,
  sector_code text NOT NULL,
  sector_name text NOT NULL,
  limit_hours integer,
  limit_working_days integer,
  fee integer,
  online_level text,
  valid_from date NOT NULL,
  valid_to date,
  PRIMARY KEY (code, valid_from),
  CHECK (valid_to > valid_from),
  CHECK (limit_hours IS NULL OR limit_working_days IS NULL),
  CHECK (online_level IN ('full', 'partial', 'none'))
);
