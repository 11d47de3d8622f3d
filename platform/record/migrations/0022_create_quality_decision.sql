-- What somebody decided about the odd ratings of a device's day: that they count after all, or that none of them does. Appended, never changed;
-- the newest holds.
CREATE TABLE quality_decision (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  counter_code text NOT NULL,
  sender text NOT NULL,
  day date NOT NULL,
  decision text NOT NULL CHECK (decision IN ('restore', 'exclude')),
  reason text NOT NULL,
  decided_by text NOT NULL,
  decided_at timestamptz NOT NULL
);
CREATE INDEX quality_decision_by_day ON quality_decision (day, counter_code, seq);
