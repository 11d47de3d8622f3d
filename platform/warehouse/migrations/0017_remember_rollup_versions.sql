-- Which version of its definition each rollup was made by, kept beside the rollups themselves: a warehouse that was restored knows what it
-- holds. One that is not here was made by version 1, before versions were remembered.
CREATE TABLE IF NOT EXISTS rollup_versions (
  rollup LowCardinality(String),
  version UInt32,
  noted_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(noted_at)
ORDER BY rollup;
