-- Offers are counted by the day, and beside the dossiers of their day: they lie by month and day now. What was shown is looked up by its id, so
-- that one which is told twice, and falls on another day because the tablet's clock was put right, still counts once. The old table is made
-- again, empty, where this was broken off after it had gone.
CREATE TABLE IF NOT EXISTS shown_offers (
  id UUID,
  sender LowCardinality(String),
  counter_code LowCardinality(String),
  centre_code LowCardinality(String),
  offered_at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(offered_at, 'Asia/Ho_Chi_Minh')
ORDER BY (toDate(offered_at, 'Asia/Ho_Chi_Minh'), sender, id);

CREATE TABLE IF NOT EXISTS rating_offers (id UUID, sender LowCardinality(String), counter_code LowCardinality(String), centre_code LowCardinality(String), offered_at DateTime64(3, 'UTC'), received_at DateTime64(3, 'UTC'))
ENGINE = ReplacingMergeTree ORDER BY (sender, id);

INSERT INTO shown_offers SELECT id, sender, counter_code, centre_code, offered_at, received_at FROM rating_offers FINAL;

DROP TABLE IF EXISTS rating_offers;
