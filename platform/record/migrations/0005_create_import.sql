-- A file that was accepted is worked off whatever happens to the process, so it lies here until its import is done.
-- `problems` is what a page shows; `rejected_csv` holds every refused row as it was sent.
CREATE TABLE import (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  status text NOT NULL,
  dry_run boolean NOT NULL,
  actor text NOT NULL,
  unit_code text,
  file bytea,
  row_count integer NOT NULL DEFAULT 0,
  accepted integer NOT NULL DEFAULT 0,
  refused integer NOT NULL DEFAULT 0,
  problems jsonb NOT NULL DEFAULT '[]',
  rejected_csv text,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);
