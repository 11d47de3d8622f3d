-- When a tablet stood at which counter, as the record knows it: stretches of one counter never overlap. Copied whole when it changes.
CREATE TABLE IF NOT EXISTS tablet_places (
  counter_code String,
  valid_from DateTime64(3, 'UTC'),
  valid_to DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (counter_code, valid_from);

-- Dossiers handed over at counters, with the hour and whether they were late, and how many of them a tablet asked about; beside them, at hour 0 and
-- without an outcome, the offers of the day and the ratings that answered them. Nothing of a dossier is in it.
CREATE TABLE IF NOT EXISTS offer_daily (
  day Date,
  centre_code LowCardinality(String),
  counter_code LowCardinality(String),
  hour UInt8,
  outcome LowCardinality(String),
  closed UInt32,
  equipped UInt32,
  asked UInt32,
  offered UInt32,
  answered UInt32,
  heard UInt32,
  version UInt64,
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (centre_code, day, counter_code, hour, outcome);

CREATE TABLE IF NOT EXISTS offer_units (
  level LowCardinality(String),
  unit_code String,
  day Date,
  closed UInt64,
  equipped UInt64,
  asked UInt64,
  offered UInt64,
  answered UInt64,
  heard UInt64,
  version UInt64,
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (level, unit_code, day);
