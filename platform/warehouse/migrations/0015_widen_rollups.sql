-- Rollups of the second round: what every indicator needs, hours of the day, stocks at the ends of months, and sums by unit and day
-- beside them, so that a page reads a few rows of its units and not the millions of its counters. The old rollups are dropped: they
-- are made anew from the facts, because their version has changed.
DROP TABLE IF EXISTS rating_daily;

CREATE TABLE IF NOT EXISTS rating_daily (
  day Date,
  centre_code LowCardinality(String),
  counter_code LowCardinality(String),
  hour UInt8,
  procedure_code LowCardinality(String),
  official_code LowCardinality(String),
  channel LowCardinality(String),
  language LowCardinality(String),
  scale UInt8,
  score UInt8,
  ratings UInt32,
  version UInt64,
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (centre_code, day, counter_code, hour, procedure_code, official_code, channel, language, scale, score);

-- Each measure belongs to one day of a dossier's life: received, due, resolved (statuses 9 and 10) or ended at all, first or last day of a
-- month for what was open then. `missed` stands on the day after the appointment with the month of receipt beside it, because Decision
-- 766 asks which of the dossiers received in a period were late by its end. `handling_days` counts resolved dossiers by calendar days.
DROP TABLE IF EXISTS dossier_daily;

CREATE TABLE IF NOT EXISTS dossier_daily (
  day Date,
  centre_code LowCardinality(String),
  agency_code LowCardinality(String),
  counter_code LowCardinality(String),
  procedure_code LowCardinality(String),
  sector_code LowCardinality(String),
  channel LowCardinality(String),
  received_month Date,
  received UInt32,
  received_withdrawn UInt32,
  received_without_due UInt32,
  with_components UInt32,
  components UInt32,
  components_digitised UInt32,
  with_all_digitised UInt32,
  with_reuse UInt32,
  online_eligible UInt32,
  online_of_eligible UInt32,
  with_fee UInt32,
  with_fee_paid_online UInt32,
  fee UInt64,
  fee_paid_online UInt64,
  fee_squares UInt64,
  due UInt32,
  due_on_time UInt32,
  missed UInt32,
  resolved UInt32,
  resolved_early UInt32,
  resolved_on_time UInt32,
  resolved_late UInt32,
  resolved_electronically UInt32,
  resolved_digitised UInt32,
  ended_late UInt32,
  carried_over UInt32,
  open_at_end UInt32,
  overdue_at_end UInt32,
  unclassified_at_end UInt32,
  handling_days Map(UInt16, UInt64),
  version UInt64,
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (centre_code, day, agency_code, counter_code, procedure_code, sector_code, channel, received_month);

CREATE TABLE IF NOT EXISTS rating_units (
  level LowCardinality(String),
  unit_code String,
  day Date,
  channel LowCardinality(String),
  language LowCardinality(String),
  scale UInt8,
  score UInt8,
  ratings UInt64,
  version UInt64,
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (level, unit_code, day, channel, language, scale, score);

CREATE TABLE IF NOT EXISTS dossier_units (
  level LowCardinality(String),
  unit_code String,
  day Date,
  channel LowCardinality(String),
  received_month Date,
  received UInt64,
  received_withdrawn UInt64,
  received_without_due UInt64,
  with_components UInt64,
  components UInt64,
  components_digitised UInt64,
  with_all_digitised UInt64,
  with_reuse UInt64,
  online_eligible UInt64,
  online_of_eligible UInt64,
  with_fee UInt64,
  with_fee_paid_online UInt64,
  fee UInt64,
  fee_paid_online UInt64,
  fee_squares UInt64,
  due UInt64,
  due_on_time UInt64,
  missed UInt64,
  resolved UInt64,
  resolved_early UInt64,
  resolved_on_time UInt64,
  resolved_late UInt64,
  resolved_electronically UInt64,
  resolved_digitised UInt64,
  ended_late UInt64,
  carried_over UInt64,
  open_at_end UInt64,
  overdue_at_end UInt64,
  unclassified_at_end UInt64,
  handling_days Map(UInt16, UInt64),
  version UInt64,
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (level, unit_code, day, channel, received_month);

-- Under which centre's code facts of a counter, centre or agency were ever stored: rollups are sorted by that code, so a page about one
-- centre reads what it needs and not the country.
CREATE TABLE IF NOT EXISTS stored_centres (
  code String,
  centre_code String
)
ENGINE = ReplacingMergeTree
ORDER BY (code, centre_code);

-- How far facts are found by the centre they lie under.
ALTER TABLE dossiers ADD INDEX IF NOT EXISTS centre_code_values centre_code TYPE set(200) GRANULARITY 1;

-- Days whose facts lie elsewhere since the tree of units has changed: until their sums by unit are made anew, pages count from the
-- rollups by centre instead, so that no figure is of the old tree. Written again as deleted when that is done.
CREATE TABLE IF NOT EXISTS moved_days (
  rollup LowCardinality(String),
  day Date,
  version UInt64,
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (rollup, day);
