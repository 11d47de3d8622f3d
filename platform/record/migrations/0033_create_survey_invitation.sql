-- Who was invited to answer a survey, and nothing of who answered what. A code is kept as a hash; `sealed` (code and dossier, for the gateway alone) and
-- `dossier_hash` (so that no dossier is invited twice) go when the code is claimed, or has expired. A claim leaves `claimed` and no time. The ticket that
-- it is exchanged for is signed and stored nowhere.
CREATE TABLE survey_invitation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  batch uuid NOT NULL,
  code_hash text NOT NULL UNIQUE,
  questionnaire text NOT NULL REFERENCES questionnaire (code),
  centre_code text NOT NULL,
  procedure_code text,
  month text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('finished', 'refused', 'stopped', 'withdrawn')),
  channel text NOT NULL CHECK (channel IN ('receipt', 'card', 'gateway')),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'claimed', 'opted-out')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  dossier_hash text,
  sealed text,
  messages integer NOT NULL DEFAULT 0,
  due_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  UNIQUE (questionnaire, dossier_hash)
);
CREATE INDEX survey_invitation_by_stratum ON survey_invitation (questionnaire, centre_code, month);
CREATE INDEX survey_invitation_due ON survey_invitation (due_at) WHERE due_at IS NOT NULL;

-- A code on a poster, for everybody at one centre; `sealed` is the code, so that the poster can be printed again.
CREATE TABLE survey_open_link (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  code_hash text NOT NULL UNIQUE,
  sealed text NOT NULL,
  questionnaire text NOT NULL REFERENCES questionnaire (code),
  centre_code text NOT NULL,
  per_day integer NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz
);

CREATE TABLE survey_gateway (
  unit_code text PRIMARY KEY,
  url text NOT NULL,
  sealed_secret text NOT NULL,
  quiet_from smallint NOT NULL,
  quiet_to smallint NOT NULL,
  remind_after_days integer,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
