-- The files of editions as they were published, byte for byte: whatever the program does later, what was signed stays the same. `content` is a
-- piece of the file, compressed (gzip) and as base64, in the order of `part`.
CREATE TABLE IF NOT EXISTS edition_files (
  build UUID,
  name LowCardinality(String),
  part UInt32,
  content String CODEC(NONE),
  stored_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(stored_at)
PARTITION BY build
ORDER BY (build, name, part);
