-- Facts as they came. Sort key and partition hold only what a sender repeats unchanged (sender, id, raw occurred_at), so that
-- a retry folds into the same row whatever happened in between; corrected time and place are columns beside them.
-- Of a repeated rating the first delivery counts: the earlier received_at, the higher the precedence.
CREATE TABLE IF NOT EXISTS ratings (
  sender LowCardinality(String),
  id UUID,
  occurred_at DateTime64(3, 'UTC'),
  corrected_at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  seq UInt64,
  centre_code LowCardinality(String),
  counter_code LowCardinality(String),
  procedure_code LowCardinality(String),
  official_code LowCardinality(String),
  channel LowCardinality(String),
  scale UInt8,
  score UInt8,
  reasons Array(LowCardinality(String)),
  comment String,
  language LowCardinality(String),
  trigger LowCardinality(String),
  dossier_hash String,
  precedence UInt64 DEFAULT bitNot(toUInt64(toUnixTimestamp64Milli(received_at))),
  INDEX corrected_at_range corrected_at TYPE minmax
)
ENGINE = ReplacingMergeTree(precedence)
PARTITION BY toYYYYMM(occurred_at, 'Asia/Ho_Chi_Minh')
ORDER BY (toDate(occurred_at, 'Asia/Ho_Chi_Minh'), sender, id);

-- A dossier is sent as its whole state; the newest updated_at wins in any order of arrival, on a tie the one received later.
CREATE TABLE IF NOT EXISTS dossiers (
  agency_code LowCardinality(String),
  code String,
  sender LowCardinality(String),
  centre_code LowCardinality(String),
  counter_code LowCardinality(String),
  procedure_code LowCardinality(String),
  sector_code LowCardinality(String),
  channel LowCardinality(String),
  status UInt8,
  registered_at DateTime64(3, 'UTC'),
  due_at Nullable(DateTime64(3, 'UTC')),
  finished_at Nullable(DateTime64(3, 'UTC')),
  returned_at Nullable(DateTime64(3, 'UTC')),
  supplements Array(Tuple(requested_at DateTime64(3, 'UTC'), completed_at Nullable(DateTime64(3, 'UTC')))),
  components UInt32,
  components_digitised UInt32,
  components_reused UInt32,
  result_electronic Bool,
  online_eligible Bool,
  fee UInt64,
  paid Bool,
  paid_online LowCardinality(String),
  updated_at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  precedence UInt128 DEFAULT bitOr(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(updated_at)), 64), toUInt128(toUnixTimestamp64Milli(received_at)))
)
ENGINE = ReplacingMergeTree(precedence)
ORDER BY (agency_code, code);

-- What the pipeline could not count, kept raw with its reason, so that an operator sees it.
CREATE TABLE IF NOT EXISTS set_aside_facts (
  sender LowCardinality(String),
  kind LowCardinality(String),
  id String,
  reason LowCardinality(String),
  payload String,
  received_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (kind, sender, id, reason);

-- The only FINAL over each kind of fact. Pages read rollups; drill-downs and recomputation read these.
CREATE OR REPLACE VIEW ratings_current AS SELECT * FROM ratings FINAL;

CREATE OR REPLACE VIEW dossiers_current AS SELECT * FROM dossiers FINAL;
