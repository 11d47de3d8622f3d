-- Cases: what is done about an alert, a comment, a finding or a rating whose giver wants an answer. What has happened is in case_step, appended and
-- never changed; where a case stands is drawn from it and kept beside it for lists. `version` counts up with every step: who acts on another version
-- than the one they looked at is refused. An alert, a comment, a finding or a rating has one case at most (origin, origin_ref).
CREATE SEQUENCE case_number;

CREATE TABLE case_file (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  code text NOT NULL UNIQUE,
  version integer NOT NULL DEFAULT 1,
  unit_code text NOT NULL,
  counter_code text,
  origin text NOT NULL CHECK (origin IN ('alert', 'rating', 'comment', 'finding', 'hand')),
  origin_ref text NOT NULL,
  alert_id uuid REFERENCES alert (id),
  title text,
  score integer,
  scale integer,
  wants_answer boolean NOT NULL DEFAULT false,
  opened_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'acknowledged', 'acting', 'replied', 'closed')),
  assignee uuid REFERENCES account (id),
  answer_due_at timestamptz NOT NULL,
  answered_at timestamptz,
  close_due_at timestamptz NOT NULL,
  closed_at timestamptz,
  escalated_to text,
  UNIQUE (origin, origin_ref)
);
CREATE INDEX case_file_by_unit ON case_file (unit_code, opened_at);
CREATE INDEX case_file_open ON case_file (seq) WHERE state <> 'closed';

CREATE TABLE case_step (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES case_file (id),
  kind text NOT NULL,
  words text,
  detail jsonb NOT NULL DEFAULT '{}',
  taken_by text NOT NULL,
  taken_at timestamptz NOT NULL
);
CREATE INDEX case_step_by_case ON case_step (case_id, seq);
CREATE TRIGGER case_step_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON case_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE case_limit (
  valid_from date PRIMARY KEY,
  answer_days integer NOT NULL,
  close_days integer NOT NULL,
  changed_by text NOT NULL DEFAULT 'system',
  changed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO case_limit (valid_from, answer_days, close_days) VALUES ('2000-01-01', 5, 15);

-- How whoever gave a rating can be answered, sealed, with the consent of that moment. It stands apart from the rating, which knows nothing of it, and is
-- deleted when its case is closed, at the latest after its time. `sender` is '' where it was not said.
CREATE TABLE rating_contact (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  sender text NOT NULL,
  event_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('email', 'phone')),
  sealed text NOT NULL,
  consented_at timestamptz NOT NULL,
  delete_after timestamptz NOT NULL,
  case_id uuid UNIQUE REFERENCES case_file (id),
  UNIQUE (sender, event_id)
);
CREATE INDEX rating_contact_by_end ON rating_contact (delete_after);
CREATE INDEX rating_contact_alone ON rating_contact (consented_at) WHERE case_id IS NULL;

-- "You said, we did": one pair of texts for a closed case, checked by somebody else than its writer before everybody sees it.
CREATE TABLE said_done (
  case_id uuid PRIMARY KEY REFERENCES case_file (id),
  centre_code text NOT NULL,
  said text NOT NULL,
  done text NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'published', 'withdrawn')),
  written_by text NOT NULL,
  written_at timestamptz NOT NULL,
  checked_by text,
  published_at timestamptz
);
CREATE INDEX said_done_shown ON said_done (centre_code, published_at DESC) WHERE state = 'published';
