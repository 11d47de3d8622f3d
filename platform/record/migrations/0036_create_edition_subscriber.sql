-- Readers who want to be told when an edition comes out. `sealed` holds the address (and of a webhook its key), opened only to send; `address_mark` is a
-- keyed hash of it, so that nobody is there twice. Whoever has not followed the link in the mail has no row: the link itself holds the sealed address
-- and ends by itself. Posts to a subscriber go with them when they leave; each is there once for an edition, however often it is told.
CREATE TABLE edition_subscriber (
  id uuid PRIMARY KEY,
  way text NOT NULL CHECK (way IN ('mail', 'webhook')),
  address_mark text NOT NULL UNIQUE,
  sealed text NOT NULL,
  language text NOT NULL CHECK (language IN ('vi', 'en')),
  confirmed_at timestamptz NOT NULL
);

ALTER TABLE post DROP CONSTRAINT post_channel_check;
ALTER TABLE post ADD CONSTRAINT post_channel_check CHECK (channel IN ('mail', 'webhook', 'reply', 'invitation', 'edition-mail', 'edition-webhook'));
ALTER TABLE post ADD COLUMN subscriber_id uuid REFERENCES edition_subscriber (id) ON DELETE CASCADE;
CREATE UNIQUE INDEX post_once_for_subscriber ON post (subscriber_id, about) WHERE subscriber_id IS NOT NULL;
