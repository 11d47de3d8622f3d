-- Who publishes signs. The private key (PKCS #8, PEM) is sealed by the secret key and never leaves this table but to sign; the newest key signs,
-- older ones stay so that what they signed can be checked. An edition keeps the text that was signed as it was, byte for byte.
CREATE TABLE signing_key (
  id text PRIMARY KEY,
  public_key text NOT NULL,
  sealed_private_key text NOT NULL,
  made_at timestamptz NOT NULL,
  made_by text NOT NULL
);

ALTER TABLE edition ADD COLUMN manifest text, ADD COLUMN signature text, ADD COLUMN key_id text REFERENCES signing_key;
