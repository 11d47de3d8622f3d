-- Who may come in: people with a password, systems with a key. Secrets are kept as hashes only, so a stolen copy of this
-- database opens nothing. A unit_code of NULL means the whole country.
CREATE TABLE account (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  password_hash text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  unit_code text,
  demo boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_key (
  id uuid PRIMARY KEY,
  key_hash text NOT NULL UNIQUE,
  name text NOT NULL,
  scopes text[] NOT NULL,
  unit_code text,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);
