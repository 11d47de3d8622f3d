-- A month that is at rest is merged into one part, and is read without folding versions again. The engine does so only where it does not drop deleted
-- cells itself: so a deleted cell is one that counts nothing, and whoever reads cells asks for `is_deleted = 0`.
--
-- The engine of a table cannot be changed: its cells go to a table beside it and come back. Each step may be repeated. Offers and sheets have few
-- cells, and stay as they are.

CREATE TABLE IF NOT EXISTS rating_daily_moving AS rating_daily
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(day)
ORDER BY (centre_code, day, counter_code, hour, procedure_code, official_code, channel, language, scale, score)
SETTINGS min_age_to_force_merge_seconds = 900, min_age_to_force_merge_on_partition_only = 1;
INSERT INTO rating_daily_moving SELECT * FROM rating_daily FINAL;
CREATE OR REPLACE TABLE rating_daily AS rating_daily_moving;
ALTER TABLE rating_daily ATTACH PARTITION ALL FROM rating_daily_moving;
DROP TABLE rating_daily_moving;

CREATE TABLE IF NOT EXISTS rating_units_moving AS rating_units
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(day)
ORDER BY (level, unit_code, day, channel, language, scale, score)
SETTINGS min_age_to_force_merge_seconds = 900, min_age_to_force_merge_on_partition_only = 1;
INSERT INTO rating_units_moving SELECT * FROM rating_units FINAL;
CREATE OR REPLACE TABLE rating_units AS rating_units_moving;
ALTER TABLE rating_units ATTACH PARTITION ALL FROM rating_units_moving;
DROP TABLE rating_units_moving;

CREATE TABLE IF NOT EXISTS dossier_daily_moving AS dossier_daily
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(day)
ORDER BY (centre_code, day, agency_code, counter_code, procedure_code, sector_code, channel, received_month)
SETTINGS min_age_to_force_merge_seconds = 900, min_age_to_force_merge_on_partition_only = 1;
INSERT INTO dossier_daily_moving SELECT * FROM dossier_daily FINAL;
CREATE OR REPLACE TABLE dossier_daily AS dossier_daily_moving;
ALTER TABLE dossier_daily ATTACH PARTITION ALL FROM dossier_daily_moving;
DROP TABLE dossier_daily_moving;

CREATE TABLE IF NOT EXISTS dossier_units_moving AS dossier_units
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(day)
ORDER BY (level, unit_code, day, channel, received_month)
SETTINGS min_age_to_force_merge_seconds = 900, min_age_to_force_merge_on_partition_only = 1;
INSERT INTO dossier_units_moving SELECT * FROM dossier_units FINAL;
CREATE OR REPLACE TABLE dossier_units AS dossier_units_moving;
ALTER TABLE dossier_units ATTACH PARTITION ALL FROM dossier_units_moving;
DROP TABLE dossier_units_moving;
