-- What custody, lateness and conflicts need beside each rating. `flags` says what was done to it or holds back its counting
-- (clock-corrected, late-after-publication); `content_hash` tells a repetition from other content under the same id, 0 = unknown.
ALTER TABLE ratings ADD COLUMN IF NOT EXISTS sent_at DateTime64(3, 'UTC') DEFAULT received_at;

ALTER TABLE ratings ADD COLUMN IF NOT EXISTS flags Array(LowCardinality(String));

ALTER TABLE ratings ADD COLUMN IF NOT EXISTS content_hash UInt64;

ALTER TABLE dossiers ADD COLUMN IF NOT EXISTS flags Array(LowCardinality(String));

-- A view over * keeps the columns of the day it was made.
CREATE OR REPLACE VIEW ratings_current AS SELECT * FROM ratings FINAL;

CREATE OR REPLACE VIEW dossiers_current AS SELECT * FROM dossiers FINAL;

ALTER TABLE set_aside_facts ADD COLUMN IF NOT EXISTS seq UInt64;

ALTER TABLE set_aside_facts ADD COLUMN IF NOT EXISTS centre_code LowCardinality(String);

-- Numbered ratings that were refused: the tablet parks them, and its sequence is settled there.
CREATE TABLE IF NOT EXISTS refused_facts (
  sender LowCardinality(String),
  seq UInt64,
  id String,
  rules Array(LowCardinality(String)),
  received_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (sender, seq, id);

-- Facts that were acknowledged and that this warehouse cannot read, kept until somebody has mended the cause and replayed them.
CREATE TABLE IF NOT EXISTS dead_letters (
  id String,
  kind LowCardinality(String),
  sender LowCardinality(String),
  reason String,
  payload String,
  status LowCardinality(String),
  replays UInt32,
  received_at DateTime64(3, 'UTC'),
  failed_at DateTime64(3, 'UTC'),
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY id;

-- The nightly balance of each tablet and day: captured = stored + set aside + refused + missing.
CREATE TABLE IF NOT EXISTS custody_days (
  sender String,
  day Date,
  captured UInt32,
  stored UInt32,
  set_aside Map(String, UInt32),
  refused UInt32,
  missing UInt32,
  missing_ranges Array(Tuple(UInt64, UInt64)),
  missing_since Nullable(DateTime64(3, 'UTC')),
  computed_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(computed_at)
ORDER BY (sender, day);

CREATE TABLE IF NOT EXISTS custody_runs (
  through_day Date,
  ran_at DateTime64(3, 'UTC')
)
ENGINE = MergeTree ORDER BY through_day;
