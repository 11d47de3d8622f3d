-- What the items of each measure of a questionnaire's published version are, copied from the record; `series` is the first of the versions whose
-- figures continue each other. And how many people were invited, by stratum: a copy of the record's counts, in which nobody stands.
CREATE TABLE IF NOT EXISTS survey_measures (
  questionnaire LowCardinality(String),
  version UInt16,
  measure LowCardinality(String),
  series UInt16,
  items Array(String),
  copied_at UInt64
)
ENGINE = ReplacingMergeTree(copied_at)
ORDER BY (questionnaire, version, measure);

CREATE TABLE IF NOT EXISTS survey_invited (
  month LowCardinality(String),
  questionnaire LowCardinality(String),
  centre_code LowCardinality(String),
  procedure_code LowCardinality(String),
  channel LowCardinality(String),
  outcome LowCardinality(String),
  invited UInt32,
  copied_at UInt64
)
ENGINE = ReplacingMergeTree(copied_at)
ORDER BY (month, questionnaire, centre_code, procedure_code, channel, outcome);

-- Sheets on the first day of their dossiers' month. A measure is kept as the ways in which its items were answered, with how often each occurred:
-- series · 2^32 + Σ 3^i · (0 not answered, 1 not satisfied, 2 satisfied). The interval of an index needs to know what was answered together, and no
-- sum by item holds that. `recommend` counts the answers 0–10 of the question whether one would recommend the service, each plus one.
CREATE TABLE IF NOT EXISTS survey_daily (
  day Date,
  centre_code LowCardinality(String),
  questionnaire LowCardinality(String),
  procedure_code LowCardinality(String),
  channel LowCardinality(String),
  outcome LowCardinality(String),
  sheets UInt32,
  finished UInt32,
  invited UInt32,
  access Map(UInt64, UInt64),
  procedures Map(UInt64, UInt64),
  officials Map(UInt64, UInt64),
  results Map(UInt64, UInt64),
  feedback Map(UInt64, UInt64),
  overall Map(UInt64, UInt64),
  recommend Map(UInt64, UInt64),
  version UInt64,
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (centre_code, day, questionnaire, procedure_code, channel, outcome);

CREATE TABLE IF NOT EXISTS survey_units (
  level LowCardinality(String),
  unit_code String,
  day Date,
  questionnaire LowCardinality(String),
  channel LowCardinality(String),
  outcome LowCardinality(String),
  sheets UInt64,
  finished UInt64,
  invited UInt64,
  access Map(UInt64, UInt64),
  procedures Map(UInt64, UInt64),
  officials Map(UInt64, UInt64),
  results Map(UInt64, UInt64),
  feedback Map(UInt64, UInt64),
  overall Map(UInt64, UInt64),
  recommend Map(UInt64, UInt64),
  version UInt64,
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (level, unit_code, day, questionnaire, channel, outcome);
