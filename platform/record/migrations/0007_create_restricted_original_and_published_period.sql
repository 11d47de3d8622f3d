-- A comment in which personal data was masked, as the citizen wrote it: for the case handler only, deleted after its time.
CREATE TABLE restricted_original (
  sender text NOT NULL,
  event_id text NOT NULL,
  original text NOT NULL,
  centre_code text NOT NULL,
  counter_code text NOT NULL,
  received_at timestamptz NOT NULL,
  delete_after timestamptz NOT NULL,
  PRIMARY KEY (sender, event_id)
);

CREATE INDEX restricted_original_by_end ON restricted_original (delete_after);
CREATE INDEX restricted_original_by_centre ON restricted_original (centre_code, received_at);

-- Months whose edition is out. A fact of such a month that comes later is stored and counted as late, and waits for a revision.
CREATE TABLE published_period (
  period text PRIMARY KEY CHECK (period ~ '^[0-9]{4}-[0-9]{2}$'),
  published_at timestamptz NOT NULL DEFAULT now()
);
