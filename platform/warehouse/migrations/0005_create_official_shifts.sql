-- Who was on duty where, copied from the record as it changes: of each shift the highest version counts, a removed one is deleted.
-- Ratings without an official find theirs here by counter and moment; facts are never rewritten.
CREATE TABLE IF NOT EXISTS official_shifts (
  id UUID,
  official_code LowCardinality(String),
  counter_code LowCardinality(String),
  valid_from DateTime64(3, 'UTC'),
  valid_to DateTime64(3, 'UTC'),
  version UInt64,
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY id;

CREATE OR REPLACE VIEW official_shifts_current AS SELECT * FROM official_shifts FINAL;
