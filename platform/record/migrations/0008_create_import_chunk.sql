-- A file of any size cannot lie in one field: it comes in pieces, is read in pieces, and what was refused of it is written in pieces.
-- `cursor_line` is the last line whose fate is settled; an import that was broken off goes on behind it.
CREATE TABLE import_chunk (
  import_id uuid NOT NULL,
  part text NOT NULL,
  seq integer NOT NULL,
  bytes bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (import_id, part, seq)
);
INSERT INTO import_chunk (import_id, part, seq, bytes) SELECT id, 'file', 0, file FROM import WHERE file IS NOT NULL;
INSERT INTO import_chunk (import_id, part, seq, bytes)
  SELECT id, 'refused', 0, convert_to(rejected_csv, 'UTF8') FROM import WHERE rejected_csv IS NOT NULL;
ALTER TABLE import ADD COLUMN file_bytes bigint NOT NULL DEFAULT 0, ADD COLUMN read_bytes bigint NOT NULL DEFAULT 0, ADD COLUMN cursor_line integer NOT NULL DEFAULT 0;
ALTER TABLE import DROP COLUMN file, DROP COLUMN rejected_csv;
