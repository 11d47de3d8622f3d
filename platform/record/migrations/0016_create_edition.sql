-- What was published of a month. An edition is `asked` for, then `closed`: its figures are stored, and facts of the month that come from
-- now on are late (published_period). When every fact that was judged before the closing is counted, it is `frozen`: public, and never
-- changed again. Figures stand in the warehouse under `build`; one that was broken off leaves rows there that nobody reads. `number` counts
-- editions of one month, for revisions. `worked_until` keeps two processes from working at the same one. `contents` holds the full text of
-- definitions and schemes and what the figures were counted from: json, not jsonb, because its text is part of what is hashed.
CREATE TABLE edition (
  id uuid PRIMARY KEY,
  period text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  number integer NOT NULL CHECK (number >= 1),
  state text NOT NULL CHECK (state IN ('asked', 'closed', 'frozen')),
  asked_at timestamptz NOT NULL,
  asked_by text NOT NULL,
  worked_until timestamptz,
  failure text,
  closed_at timestamptz,
  frozen_at timestamptz,
  build uuid,
  computed_at timestamptz,
  code_version text,
  input_mark text,
  contents json,
  figures integer,
  units integer,
  content_hash text,
  csv_hash text,
  csv_bytes bigint,
  UNIQUE (period, number),
  CHECK (state = 'asked' OR (closed_at IS NOT NULL AND build IS NOT NULL AND contents IS NOT NULL AND content_hash IS NOT NULL AND csv_hash IS NOT NULL)),
  CHECK ((state = 'frozen') = (frozen_at IS NOT NULL))
);

CREATE FUNCTION refuse_change_of_frozen_edition() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'frozen' THEN RAISE EXCEPTION 'the edition of % is frozen', OLD.period; END IF; RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END; END $$;

CREATE TRIGGER frozen_edition_stays BEFORE UPDATE OR DELETE ON edition
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_frozen_edition();
