-- What detection found of each counter at the end of each week, of one version of its method. A week that is judged again replaces its rows;
-- what was found before stays as it was found, so that it can be told since when, and what was known at the time. `ratings` is how many ratings
-- of all counters it was made of: when many more have come, the week is judged again.
CREATE TABLE IF NOT EXISTS counter_findings (
  week_end Date,
  counter_code LowCardinality(String),
  method UInt16,
  province_code LowCardinality(String),
  centre_code LowCardinality(String),
  n UInt32,
  window_months UInt8,
  observed Float64,
  expected Float64,
  posterior_mean Float64,
  p Float64,
  p_adjusted Float64,
  cusum Float64,
  level UInt8,
  change UInt8,
  review UInt8,
  ratings UInt64,
  computed_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(computed_at)
PARTITION BY toYYYYMM(week_end)
ORDER BY (week_end, counter_code, method);
