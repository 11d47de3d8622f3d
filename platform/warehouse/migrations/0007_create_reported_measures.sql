-- What other systems have counted, for what we cannot count ourselves: one row for each unit, period, metric and source, of which the
-- newest report counts, on a tie the one received later. Counts are whole numbers; `value` is a share in percent, or points, as given.
CREATE TABLE IF NOT EXISTS reported_measures (
  unit_code String,
  period LowCardinality(String),
  metric LowCardinality(String),
  source LowCardinality(String),
  numerator Nullable(UInt64),
  denominator Nullable(UInt64),
  value Nullable(Decimal(18, 6)),
  sender LowCardinality(String),
  reported_at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  precedence UInt128 DEFAULT bitOr(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(reported_at)), 64), toUInt128(toUnixTimestamp64Milli(received_at)))
)
ENGINE = ReplacingMergeTree(precedence)
ORDER BY (unit_code, period, metric, source);

CREATE OR REPLACE VIEW reported_measures_current AS SELECT * FROM reported_measures FINAL;
