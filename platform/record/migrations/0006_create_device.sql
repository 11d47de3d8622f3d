-- Tablets: a device is made with a single-use enrolment code and gets its token when it shows that code; both are kept as
-- hashes. Where it stood and when is its own table, because a rating counts for the place at the moment of the tap.
CREATE TABLE device (
  id uuid PRIMARY KEY,
  serial text,
  enrolment_code_hash text NOT NULL UNIQUE,
  enrolment_expires_at timestamptz NOT NULL,
  token_hash text UNIQUE,
  hardware text,
  app_version text,
  created_at timestamptz NOT NULL DEFAULT now(),
  enrolled_at timestamptz,
  last_seen_at timestamptz,
  revoked_at timestamptz,
  battery double precision,
  charging boolean,
  queued integer,
  oldest_queued_at timestamptz,
  seq bigint
);

CREATE TABLE device_place (
  device_id uuid NOT NULL REFERENCES device (id),
  counter_code text NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  PRIMARY KEY (device_id, valid_from),
  CHECK (valid_to > valid_from)
);

CREATE INDEX device_place_by_counter ON device_place (counter_code);
