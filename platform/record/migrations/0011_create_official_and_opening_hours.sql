-- Who sits at which counter and when. A rating from a tablet names nobody: the shifts say who was on duty at its moment.
-- `name` is the only personal thing here and may be detached; codes, shifts and figures stay. It never goes into the audit log.
-- `unit_code` is where the official belongs (NULL: the whole country); `left_on` is the first day on which they are no longer there.
CREATE TABLE official (
  code text PRIMARY KEY,
  name text,
  name_search text,
  unit_code text,
  left_on date,
  name_detached_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX official_by_unit ON official (unit_code);

-- A stretch of an official's service [valid_from, valid_to): at a counter, or (counter_code NULL) at none. `stated_to` is the end
-- that was said, `valid_to` the one that holds: where the next stretch begins or the official leaves, whatever is earliest. Shifts of one
-- official and shifts of one counter never overlap (the plan sees to it, under the lock on registry_version). What is taken back
-- stays with removed_at, so that the warehouse can be told. `version` orders the states of one shift there.
CREATE SEQUENCE official_shift_version;

CREATE TABLE official_shift (
  id uuid PRIMARY KEY,
  official_code text NOT NULL REFERENCES official (code),
  counter_code text,
  valid_from timestamptz NOT NULL,
  stated_to timestamptz,
  valid_to timestamptz,
  removed_at timestamptz,
  version bigint NOT NULL,
  CHECK (stated_to > valid_from),
  CHECK (valid_to > valid_from)
);

CREATE UNIQUE INDEX official_shift_once ON official_shift (official_code, valid_from) WHERE removed_at IS NULL;
CREATE INDEX official_shift_by_counter ON official_shift (counter_code, valid_from);

-- What the warehouse has not been told yet: the shift to copy, and where ratings may have to be counted for somebody else.
CREATE TABLE official_shift_change (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shift_id uuid NOT NULL,
  counter_code text,
  touched_from timestamptz,
  touched_to timestamptz
);

-- What an official was last shown of a month. It is replaced only by one that differs by ten ratings or more, so that nobody can see
-- from two readings who has just rated. `by_day` counts its ratings by day.
CREATE TABLE own_result_snapshot (
  official_code text NOT NULL,
  period text NOT NULL,
  ratings integer NOT NULL,
  satisfied integer NOT NULL,
  reasons jsonb NOT NULL,
  by_day jsonb NOT NULL,
  taken_at timestamptz NOT NULL,
  PRIMARY KEY (official_code, period)
);

-- When a centre is open, and a counter where it differs. `week` holds seven lists of spans, Monday first; NULL: as the centre, and for a
-- centre as the rule for all. Stretches of one place never overlap.
CREATE TABLE opening_hours (
  place_code text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  week jsonb,
  PRIMARY KEY (place_code, valid_from),
  CHECK (valid_to > valid_from)
);

-- One day that is different: closed (no spans) or open at other times, also on a holiday.
CREATE TABLE opening_exception (
  id uuid PRIMARY KEY,
  place_code text NOT NULL,
  day date NOT NULL,
  spans jsonb NOT NULL,
  reason text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (place_code, day)
);
