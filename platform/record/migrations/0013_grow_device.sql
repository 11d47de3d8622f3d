-- Tablets that are looked after. A token can be replaced: a salt is drawn, the next token follows from the present one and that salt
-- (decision 20), and only its hash is kept. What a tablet says of itself is judged every minute; the judgement stands beside it, so that
-- lists are quick, and every trouble has its line with its beginning and end. Heartbeats rewrite their row all the time: the free
-- room in each page lets PostgreSQL do so in place.
ALTER TABLE device SET (fillfactor = 70);

ALTER TABLE device ALTER COLUMN enrolment_code_hash DROP NOT NULL, ALTER COLUMN enrolment_expires_at DROP NOT NULL;

ALTER TABLE device
  ADD COLUMN token_issued_at timestamptz,
  ADD COLUMN pending_token_hash text UNIQUE,
  ADD COLUMN rotation_salt text,
  ADD COLUMN rotation_asked_at timestamptz,
  ADD COLUMN clock_skew_ms bigint,
  ADD COLUMN last_tap_at timestamptz,
  ADD COLUMN revoked_reason text,
  ADD COLUMN judged_state text NOT NULL DEFAULT 'ok',
  ADD COLUMN judged_reasons jsonb NOT NULL DEFAULT '[]';

UPDATE device SET token_issued_at = enrolled_at, last_tap_at = CASE WHEN seq > 0 THEN last_seen_at END WHERE enrolled_at IS NOT NULL;

CREATE INDEX device_by_serial ON device (serial) WHERE revoked_at IS NULL;

-- What somebody far away wants of a tablet. It is handed out with every heartbeat until the tablet has confirmed it.
CREATE TABLE device_command (
  id uuid PRIMARY KEY,
  device_id uuid NOT NULL REFERENCES device (id),
  kind text NOT NULL CHECK (kind IN ('message', 'restart')),
  text text,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  delivered_at timestamptz,
  done_at timestamptz,
  cancelled_at timestamptz
);

CREATE INDEX device_command_open ON device_command (device_id) WHERE done_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX device_command_by_device ON device_command (device_id, created_at);

-- Each trouble of a tablet from its beginning to its end; at most one of a kind is open. Who sends notifications reads here.
CREATE TABLE device_alarm (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  device_id uuid NOT NULL REFERENCES device (id),
  kind text NOT NULL,
  level text NOT NULL CHECK (level IN ('attention', 'alarm')),
  since timestamptz NOT NULL,
  until timestamptz,
  detail jsonb NOT NULL
);

CREATE UNIQUE INDEX device_alarm_open ON device_alarm (device_id, kind) WHERE until IS NULL;
