-- Recomputations that somebody asked for, or that a changed definition needs, worked off a piece at a time. How far one is stands here and
-- not in a process, so that after a kill the next process goes on from there: the days before `done_to` are done. Whoever works on one holds
-- it until `held_until`, and says so again while it works; one that nobody holds any more is taken up by the next. Months whose edition is
-- out are left alone, but where their definition has changed (`published_too`): what an older definition counted is no longer there.
CREATE TABLE recomputation (
  id uuid PRIMARY KEY,
  from_day date NOT NULL,
  to_day date NOT NULL CHECK (to_day > from_day),
  unit_code text,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL DEFAULT now(),
  status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'done', 'failed')),
  published_too boolean NOT NULL DEFAULT false,
  done_to date NOT NULL,
  cells bigint NOT NULL DEFAULT 0,
  skipped_months jsonb NOT NULL DEFAULT '[]',
  failures integer NOT NULL DEFAULT 0,
  error text,
  held_by uuid,
  held_until timestamptz,
  retry_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz
);

CREATE INDEX recomputation_open ON recomputation (asked_at) WHERE status IN ('queued', 'running');
CREATE INDEX recomputation_by_time ON recomputation (asked_at);
