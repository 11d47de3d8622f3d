-- That a tablet has asked for a rating after a dossier was closed at its counter: a fact of its own, so that what was asked stands beside what
-- was closed and what was rated. Nothing of the dossier is in it; a repetition folds into the same row.
CREATE TABLE IF NOT EXISTS rating_offers (
  id UUID,
  sender LowCardinality(String),
  counter_code LowCardinality(String),
  centre_code LowCardinality(String),
  offered_at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (sender, id);
