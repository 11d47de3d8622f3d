-- What people say to a finding about a counter: the director the cause and what will be done, the official who sat there their answer, either
-- of them an appeal, Home Affairs a decision about it. Nothing is changed or taken away: who errs writes another entry. A week's finding is
-- named by its counter and the last day of its week. An appeal names the days whose ratings should not stand against the counter.
CREATE TABLE finding_entry (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  counter_code text NOT NULL,
  week_end date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('cause', 'answer', 'appeal', 'decision')),
  cause text,
  words text NOT NULL,
  from_day date,
  to_day date,
  about uuid REFERENCES finding_entry (id),
  accepted boolean,
  written_by text NOT NULL,
  written_at timestamptz NOT NULL,
  CHECK ((kind = 'cause') = (cause IS NOT NULL)),
  CHECK ((kind = 'appeal') = (from_day IS NOT NULL AND to_day IS NOT NULL)),
  CHECK ((kind = 'decision') = (about IS NOT NULL AND accepted IS NOT NULL))
);
CREATE INDEX finding_entry_by_counter ON finding_entry (counter_code, seq);
CREATE UNIQUE INDEX finding_entry_one_decision ON finding_entry (about) WHERE kind = 'decision';
