-- What is odd about ratings, beside them: bits by rule (statistics.md §3) of one version of the detector, and whether the rating leaves the
-- validated set. Ratings themselves never change and are never deleted; a day that is judged again replaces its rows here, with zeros for what is
-- no longer odd. What a rating carries is repeated, so that validated figures need no other look at the facts.
CREATE TABLE IF NOT EXISTS rating_quality (
  day Date,
  centre_code LowCardinality(String),
  counter_code LowCardinality(String),
  sender LowCardinality(String),
  id UUID,
  detector UInt16,
  corrected_at DateTime64(3, 'UTC'),
  scale UInt8,
  score UInt8,
  bits UInt16,
  excluded UInt8,
  judged_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(judged_at)
PARTITION BY toYYYYMM(day)
ORDER BY (centre_code, day, counter_code, sender, id, detector);

-- Up to which version of its counts each (day, centre) was judged.
CREATE TABLE IF NOT EXISTS judged_days (
  day Date,
  centre_code LowCardinality(String),
  detector UInt16,
  version UInt64,
  judged_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(judged_at)
ORDER BY (day, centre_code, detector);
