-- Notices to accounts, and what is sent to the outside because of them. A notice is there once for each account, kind and subject, however often it is
-- told. `mail_at` is when it may go out by mail (null: in the browser alone), `post_id` the mail it went into. Posts stand here and not only in the
-- queue, so that a Redis that forgets loses nothing; what is given up stays until somebody has looked. Notices hold no words of anybody.
CREATE TABLE notice_choice (
  account_id uuid PRIMARY KEY REFERENCES account (id),
  choices jsonb NOT NULL,
  changed_at timestamptz NOT NULL
);

-- `to_account`, or `unit_code`; `sealed` is the address and text of an answer to a citizen, taken out as soon as it is sent or given up.
CREATE TABLE post (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  channel text NOT NULL CHECK (channel IN ('mail', 'webhook', 'reply')),
  to_account uuid REFERENCES account (id),
  unit_code text,
  about text NOT NULL,
  sealed text,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'given-up')),
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  created_at timestamptz NOT NULL,
  settled_at timestamptz
);
CREATE UNIQUE INDEX post_once ON post (channel, unit_code, about) WHERE channel <> 'mail';
CREATE INDEX post_by_state ON post (state, seq DESC);

CREATE TABLE notice (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  account_id uuid NOT NULL REFERENCES account (id),
  kind text NOT NULL,
  subject text NOT NULL,
  unit_code text NOT NULL,
  facts jsonb NOT NULL,
  told_at timestamptz NOT NULL,
  read_at timestamptz,
  mail_at timestamptz,
  post_id uuid REFERENCES post (id),
  UNIQUE (account_id, kind, subject)
);
CREATE INDEX notice_newest ON notice (account_id, seq DESC);
CREATE INDEX notice_unread ON notice (account_id) WHERE read_at IS NULL;
CREATE INDEX notice_to_mail ON notice (mail_at) WHERE post_id IS NULL AND mail_at IS NOT NULL;
