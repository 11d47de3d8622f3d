-- Petitions (phản ánh, kiến nghị) of citizens about a unit. The text is stored masked; what was masked lies in restricted_original under the sender
-- `petition`, for a limited time. `unit_code` is the unit it is about, `handler_code` the one that handles it. What has happened is in petition_step,
-- appended and never changed; state, class, the next limit and what is counted are drawn from it, so that lists need not read every step. `changes`
-- counts up with every step, `copied_changes` says which of them the warehouse knows.
CREATE TABLE petition (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  code text NOT NULL UNIQUE,
  sender text NOT NULL,
  sender_id text NOT NULL,
  unit_code text NOT NULL,
  handler_code text NOT NULL,
  about text NOT NULL CHECK (about IN ('procedure', 'staff', 'other')),
  channel text NOT NULL CHECK (channel IN ('site', 'system', 'phone', 'letter', 'in-person')),
  text text NOT NULL,
  procedure_code text,
  dossier_code text,
  earlier_code text,
  maybe_machine boolean NOT NULL DEFAULT false,
  received_at timestamptz NOT NULL,
  state text NOT NULL,
  class text,
  next_due_at timestamptz,
  next_near_at timestamptz,
  has_missed boolean NOT NULL DEFAULT false,
  is_listed boolean,
  published_at timestamptz,
  satisfied boolean,
  repeats uuid REFERENCES petition (id),
  counted_as text,
  changes integer NOT NULL DEFAULT 0,
  copied_changes integer NOT NULL DEFAULT -1,
  UNIQUE (sender, sender_id)
);
CREATE INDEX petition_by_due ON petition (next_due_at, seq);
CREATE INDEX petition_by_handler ON petition (handler_code, received_at);
CREATE INDEX petition_by_publication ON petition (published_at DESC) WHERE is_listed;
CREATE INDEX petition_repeated ON petition (repeats) WHERE repeats IS NOT NULL;

CREATE TABLE petition_step (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  petition_id uuid NOT NULL REFERENCES petition (id),
  kind text NOT NULL,
  words text,
  class text,
  unit_code text,
  about uuid REFERENCES petition (id),
  satisfied boolean,
  taken_by text NOT NULL,
  taken_at timestamptz NOT NULL
);
CREATE INDEX petition_step_by_petition ON petition_step (petition_id, seq);
CREATE UNIQUE INDEX petition_step_rated_once ON petition_step (petition_id) WHERE kind = 'rated';
CREATE TRIGGER petition_step_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON petition_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- How to reach the sender, sealed, with the consent of that moment. Deleted when the petition is closed, at the latest after its time.
CREATE TABLE petition_contact (
  petition_id uuid PRIMARY KEY REFERENCES petition (id),
  sealed text NOT NULL,
  consented_at timestamptz NOT NULL,
  delete_after timestamptz NOT NULL
);
CREATE INDEX petition_contact_by_end ON petition_contact (delete_after);

-- How many working days each step may take, for petitions received from a day on. The first row is what the national portal's description of
-- the 766 formulas says (5.2); after how many days of silence an answered petition is closed is our own choice.
CREATE TABLE petition_limit (
  valid_from date PRIMARY KEY,
  refuse_days integer NOT NULL,
  ask_days integer NOT NULL,
  resolve_days integer NOT NULL,
  publish_days integer NOT NULL,
  close_after_days integer NOT NULL,
  source text NOT NULL,
  changed_by text NOT NULL DEFAULT 'system',
  changed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO petition_limit (valid_from, refuse_days, ask_days, resolve_days, publish_days, close_after_days, source) VALUES ('2000-01-01', 2, 5, 15, 2, 5, 'Mô tả công thức tính chỉ số 766 của Cổng Dịch vụ công quốc gia, mục 5.2');

-- The monthly report of a monitoring unit: words by people and, once its author has signed, the figures as they stood then. Every saving is a
-- version of its own.
CREATE TABLE monitoring_report (
  unit_code text NOT NULL,
  month text NOT NULL CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  version integer NOT NULL,
  cases text NOT NULL,
  measures text NOT NULL,
  written_by text NOT NULL,
  written_at timestamptz NOT NULL,
  signed_at timestamptz,
  figures jsonb,
  PRIMARY KEY (unit_code, month, version),
  CHECK ((signed_at IS NULL) = (figures IS NULL))
);
