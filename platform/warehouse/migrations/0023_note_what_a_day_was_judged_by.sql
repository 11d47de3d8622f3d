-- What a day was judged by besides its ratings: how many were served as far as their dossiers had come, and when which counters were open.
-- Dossiers come hours or weeks after the ratings, and hours are entered after the fact; then the day is judged again.
ALTER TABLE judged_days ADD COLUMN IF NOT EXISTS served UInt64;

ALTER TABLE judged_days ADD COLUMN IF NOT EXISTS counters Array(LowCardinality(String));

ALTER TABLE judged_days ADD COLUMN IF NOT EXISTS hours String;
