-- The figures of editions, complete: also those below the minimum sample, which the public is not shown. `build` is the computation that
-- made them; the record says which one an edition is made of. Names and places are those of the month's end, so that nothing that happens
-- to a unit later changes them. Counts are whole numbers below 2^53, which Float64 holds exactly.
CREATE TABLE IF NOT EXISTS edition_figures (
  build UUID,
  indicator LowCardinality(String),
  definition_version UInt16,
  level LowCardinality(String),
  unit_code String,
  name_vi String,
  name_en String,
  province_code LowCardinality(String),
  ancestors Array(LowCardinality(String)),
  numerator Nullable(Float64),
  denominator Nullable(Float64),
  sample_size Nullable(Float64),
  value Nullable(Float64),
  lower Nullable(Float64),
  upper Nullable(Float64),
  coverage Nullable(Float64),
  set_aside Nullable(Float64),
  origin LowCardinality(String),
  source String,
  quality Array(LowCardinality(String)),
  reason LowCardinality(String),
  computed_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(computed_at)
PARTITION BY build
ORDER BY (build, indicator, level, unit_code);

-- Units scored by composite indices, each as the answer that was given of it, without its parts being taken apart.
CREATE TABLE IF NOT EXISTS edition_indices (
  build UUID,
  index_id LowCardinality(String),
  level LowCardinality(String),
  unit_code String,
  province_code LowCardinality(String),
  answer String,
  computed_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(computed_at)
PARTITION BY build
ORDER BY (build, index_id, unit_code);
