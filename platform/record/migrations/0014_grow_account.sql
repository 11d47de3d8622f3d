-- What an account needs for years of use. What somebody may do changes from a day on, so it has a history: account.role, unit_code and
-- official_code are what the account was made with, each line of account_assignment holds from its day until the next one.
-- A change that must end sessions raises session_epoch: a session of an earlier epoch opens nothing, even if Redis still has it.
ALTER TABLE account ALTER COLUMN password_hash DROP NOT NULL;
ALTER TABLE account
  ADD COLUMN session_epoch integer NOT NULL DEFAULT 0,
  ADD COLUMN last_sign_in_at timestamptz,
  ADD COLUMN password_changed_at timestamptz,
  ADD COLUMN disabled_at timestamptz,
  ADD COLUMN disabled_reason text CHECK (disabled_reason IN ('administrator', 'idle')),
  ADD COLUMN enabled_at timestamptz,
  ADD COLUMN failed_codes integer NOT NULL DEFAULT 0,
  ADD COLUMN locked_until timestamptz,
  ADD COLUMN lock_reason text CHECK (lock_reason IN ('password', 'code')),
  ADD COLUMN setup_token_hash text UNIQUE,
  ADD COLUMN setup_expires_at timestamptz;

CREATE TABLE account_assignment (
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  valid_from date NOT NULL,
  role text NOT NULL,
  unit_code text,
  official_code text,
  PRIMARY KEY (account_id, valid_from)
);

-- The secret is sealed with a key that is not in this database; last_step is the newest step whose code was used, so none is used twice.
CREATE TABLE second_factor (
  account_id uuid PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  sealed_secret text NOT NULL,
  begun_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  last_step bigint NOT NULL DEFAULT 0
);

-- Each works once; kept as a hash, as it has 80 random bits.
CREATE TABLE recovery_code (
  account_id uuid NOT NULL REFERENCES second_factor (account_id) ON DELETE CASCADE,
  code_hash text NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (account_id, code_hash)
);

-- Who an account is at a single sign-on provider: one subject there is one account here, and one account has one subject there.
CREATE TABLE account_link (
  issuer text NOT NULL,
  subject text NOT NULL,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  linked_at timestamptz NOT NULL,
  PRIMARY KEY (issuer, subject),
  UNIQUE (account_id, issuer)
);

ALTER TABLE api_key
  ADD COLUMN expires_at timestamptz,
  ADD COLUMN last_used_at timestamptz;
