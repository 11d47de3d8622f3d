-- A unit that ends may have a successor: from valid_to on, what is still sent or stored under its code counts for that one.
ALTER TABLE unit ADD COLUMN successor_code text;
ALTER TABLE unit ADD CHECK (successor_code IS NULL OR valid_to IS NOT NULL);

-- Changes of the tree that belong together (a merger of communes changes hundreds of stretches), each with what it replaced, so
-- that it can be taken back to the letter. `content_hash` tells a repetition.
CREATE TABLE reorganisation (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  kind text NOT NULL,
  request jsonb NOT NULL,
  content_hash text NOT NULL,
  made_at timestamptz NOT NULL,
  actor text NOT NULL,
  changes jsonb NOT NULL,
  undone_at timestamptz,
  undone_by text
);

-- One that is in force stands here once, however often it is sent.
CREATE INDEX reorganisation_by_content ON reorganisation (content_hash) WHERE undone_at IS NULL;

-- Units that were made by a reorganisation that was undone. Dossiers may have come under their codes meanwhile; they count for the
-- unit that stands here.
CREATE TABLE unit_forward (
  code text PRIMARY KEY,
  to_code text NOT NULL,
  reorganisation_id uuid NOT NULL REFERENCES reorganisation (id)
);
