-- Every state of a dossier that ever came, so that it can be told when an appointment was moved and when we learned of it: `dossiers` keeps
-- the newest only. The sort key names a delivery (a source's moment and ours), so the same one stored twice is one row.
-- A materialized view fills it. Sums must not be kept that way, because a batch that is tried again would be added again; here a batch
-- that is tried again writes the same rows under the same keys, and they fold. So the writer of facts need not know of the history,
-- and an insert into `dossiers` is answered only when both are written. The view stands before the past is copied: nothing falls between.
CREATE TABLE IF NOT EXISTS dossier_states AS dossiers
ENGINE = ReplacingMergeTree
ORDER BY (agency_code, code, updated_at, received_at);

CREATE MATERIALIZED VIEW IF NOT EXISTS keep_dossier_states TO dossier_states AS SELECT * FROM dossiers;

INSERT INTO dossier_states SELECT * FROM dossiers;

-- Which dossiers lie at a counter: those of one agency stand together, so few blocks hold many counters. Centres have such an index already.
ALTER TABLE dossiers ADD INDEX IF NOT EXISTS counter_code_values counter_code TYPE set(256) GRANULARITY 1;
