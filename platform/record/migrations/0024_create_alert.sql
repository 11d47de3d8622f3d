-- Alerts: which rules hold where, and what they have raised. A rule of a unit is never changed: each setting of it is a version of its own, and one
-- whose rule is null was withdrawn, so that what holds above it holds again. An alert gathers subjects (a counter, a tablet, a centre) and lasts as
-- long as one of them does. A subject that lasts belongs to one alert (the unique index): however often the job runs, and in however many processes,
-- nothing is raised twice. `missed_at` is since when a subject has not been found any more, for those that come and go.
CREATE TABLE alert_rule (
  unit_code text NOT NULL,
  kind text NOT NULL,
  version integer NOT NULL,
  rule jsonb,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (unit_code, kind, version)
);
CREATE TRIGGER alert_rule_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON alert_rule FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One row for each kind, locked while its alerts are settled.
CREATE TABLE alert_turn (
  kind text PRIMARY KEY,
  taken_at timestamptz
);

CREATE TABLE alert (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  scope text NOT NULL CHECK (scope IN ('single', 'centre', 'province')),
  unit_code text NOT NULL,
  opens_case boolean NOT NULL,
  raised_at timestamptz NOT NULL,
  told_at timestamptz,
  ended_at timestamptz
);
CREATE INDEX alert_newest ON alert (seq DESC);
CREATE INDEX alert_open ON alert (kind) WHERE ended_at IS NULL;

CREATE TABLE alert_subject (
  alert_id uuid NOT NULL REFERENCES alert (id),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  subject text NOT NULL,
  place_code text NOT NULL,
  centre_code text NOT NULL,
  province_code text NOT NULL,
  facts jsonb NOT NULL,
  since timestamptz NOT NULL,
  missed_at timestamptz,
  ended_at timestamptz,
  PRIMARY KEY (alert_id, subject)
);
CREATE UNIQUE INDEX alert_subject_once ON alert_subject (kind, subject) WHERE ended_at IS NULL;
