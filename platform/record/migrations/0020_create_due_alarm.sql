-- What falls due and is not finished, written down each working morning so that it can be told later who knew what, and sent on where a unit
-- has said where to. A morning is raised once, whole: its row, its alarms and what is to be sent stand in one transaction, so running the
-- job twice, or two processes at once, changes nothing. Alarms hold codes of dossiers and nothing of anybody. They are kept for 90 days.
CREATE TABLE due_alarm_setting (
  unit_code text PRIMARY KEY,
  days_before integer NOT NULL CHECK (days_before BETWEEN 0 AND 10),
  webhook_url text,
  sealed_secret text,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((webhook_url IS NULL) = (sealed_secret IS NULL))
);

CREATE TABLE due_alarm_morning (
  day date PRIMARY KEY,
  raised_at timestamptz NOT NULL
);

CREATE TABLE due_alarm (
  day date NOT NULL REFERENCES due_alarm_morning (day) ON DELETE CASCADE,
  agency_code text NOT NULL,
  centre_code text NOT NULL,
  due_on date NOT NULL,
  codes jsonb NOT NULL,
  PRIMARY KEY (day, agency_code, centre_code, due_on)
);

-- Each reader has seen an alarm, or not: that one leader looked must not quiet it for another.
CREATE TABLE due_alarm_seen (
  day date NOT NULL REFERENCES due_alarm_morning (day) ON DELETE CASCADE,
  agency_code text NOT NULL,
  seen_by text NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (day, agency_code, seen_by)
);

-- What is to be sent to the address of a unit. It stands here and not only in the queue, so that a Redis that forgets loses nothing.
CREATE TABLE due_alarm_post (
  day date NOT NULL REFERENCES due_alarm_morning (day) ON DELETE CASCADE,
  unit_code text NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'given-up')),
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  settled_at timestamptz,
  PRIMARY KEY (day, unit_code)
);

CREATE INDEX due_alarm_post_waiting ON due_alarm_post (day) WHERE state = 'waiting';
