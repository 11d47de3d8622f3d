-- Cards with a square code that stand at counters, for rating on one's own telephone. A card's link is made from its row and signed, so that it can be
-- printed again; a withdrawn card opens nothing any more. Links of receipts and of tablets' screens are stored nowhere.
CREATE TABLE rating_card (
  id uuid PRIMARY KEY,
  counter_code text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  withdrawn_at timestamptz
);
CREATE UNIQUE INDEX rating_card_of_counter ON rating_card (counter_code) WHERE withdrawn_at IS NULL;

-- How full a tablet's memory is, 0 to 1, as it says with every sign of life; null where its browser does not know.
ALTER TABLE device ADD COLUMN storage_share double precision;
