-- Every minute somebody asks which counters have closed dossiers lately. Within an agency dossiers lie in the order of their codes, hence
-- nearly of their days, so that the least and greatest end of each block let nearly all blocks be skipped.
ALTER TABLE dossiers ADD INDEX IF NOT EXISTS finished_at_range finished_at TYPE minmax GRANULARITY 1;

ALTER TABLE dossiers ADD INDEX IF NOT EXISTS returned_at_range returned_at TYPE minmax GRANULARITY 1;
