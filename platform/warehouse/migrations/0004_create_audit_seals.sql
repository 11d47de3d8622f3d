-- What the newest line of the audit log was, once a day. It stands here and not in the record, where the log is: whoever cuts the
-- log's end off there contradicts a seal.
CREATE TABLE IF NOT EXISTS audit_seals (
  sealed_at DateTime64(3, 'UTC'),
  seq UInt64,
  hash String
)
ENGINE = MergeTree ORDER BY sealed_at;
