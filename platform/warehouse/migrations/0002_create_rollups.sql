-- Daily rollups, recomputed as a whole for a dirty (day, centre) and replaced: the newest version of a cell counts, and a cell
-- that has vanished is written once more as deleted. Incremental views would inflate on every repeated delivery.
CREATE TABLE IF NOT EXISTS rating_daily (
  day Date,
  centre_code LowCardinality(String),
  counter_code LowCardinality(String),
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
ORDER BY (centre_code, day, counter_code, procedure_code, official_code, channel, language, scale, score);

-- A dossier is counted on up to three days: received, due and finished. Each measure belongs to one of them.
CREATE TABLE IF NOT EXISTS dossier_daily (
  day Date,
  centre_code LowCardinality(String),
  agency_code LowCardinality(String),
  counter_code LowCardinality(String),
  procedure_code LowCardinality(String),
  sector_code LowCardinality(String),
  channel LowCardinality(String),
  received UInt32,
  with_components UInt32,
  components UInt32,
  components_digitised UInt32,
  online_eligible UInt32,
  online_of_eligible UInt32,
  with_fee UInt32,
  with_fee_paid_online UInt32,
  due UInt32,
  due_on_time UInt32,
  resolved UInt32,
  resolved_electronically UInt32,
  version UInt64,
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (centre_code, day, agency_code, counter_code, procedure_code, sector_code, channel);

-- The unit tree as the registry has it, with every unit under itself and each of its ancestors, for the days on which that held.
CREATE TABLE IF NOT EXISTS unit_ancestry (
  code String,
  ancestor_code String,
  ancestor_kind LowCardinality(String),
  valid_from Date32,
  valid_to Date32
)
ENGINE = MergeTree ORDER BY (code, ancestor_kind);

-- Values as the monthly computation left them; a repeated run replaces its own rows.
CREATE TABLE IF NOT EXISTS indicator_values (
  indicator LowCardinality(String),
  definition_version UInt16,
  level LowCardinality(String),
  unit_code String,
  period LowCardinality(String),
  numerator UInt64,
  denominator UInt64,
  sample_size UInt64,
  value Nullable(Float64),
  lower Nullable(Float64),
  upper Nullable(Float64),
  computed_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(computed_at)
ORDER BY (indicator, definition_version, period, level, unit_code);
