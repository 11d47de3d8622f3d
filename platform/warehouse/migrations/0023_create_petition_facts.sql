-- What of each petition is counted: nothing of what was written, and nobody. `unit_code` is the unit that handles it; `counted_on` is the day on which
-- it was answered or refused, or the day after a time limit was missed, whichever came first. The newest version of a petition counts.
CREATE TABLE IF NOT EXISTS petition_facts (
  petition String,
  unit_code LowCardinality(String),
  received_on Date,
  class LowCardinality(String),
  counted_on Nullable(Date),
  in_time UInt8,
  satisfied UInt8,
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY petition;
