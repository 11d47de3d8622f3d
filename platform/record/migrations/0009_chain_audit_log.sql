-- Every line of the audit log gets its place in a chain when its transaction ends: its hash covers the hash before it and the line
-- itself, so nobody can change, remove or slip in a line without breaking every hash after it. The place is taken at the end (a
-- deferred trigger), so that transactions wait for each other for a moment only and never for locks in another order.
-- What is hashed, joined by line feeds: the hash before, the number, the moment (microseconds UTC), actor, action, subject, detail.
CREATE TABLE audit_chain (
  seq bigint PRIMARY KEY,
  audit_id bigint NOT NULL UNIQUE REFERENCES audit_log (id),
  hash text NOT NULL
);

CREATE TRIGGER audit_chain_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_chain
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION chain_audit_line() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE last_seq bigint := 0; last_hash text := ''; BEGIN PERFORM pg_advisory_xact_lock(7662024); SELECT seq, hash INTO last_seq, last_hash FROM audit_chain ORDER BY seq DESC LIMIT 1; last_seq := coalesce(last_seq, 0) + 1; INSERT INTO audit_chain (seq, audit_id, hash) VALUES (last_seq, NEW.id, encode(sha256(convert_to(concat_ws(E'\n', coalesce(last_hash, ''), last_seq, to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), NEW.actor, NEW.action, NEW.subject, NEW.detail), 'UTF8')), 'hex')); RETURN NULL; END $$;

CREATE CONSTRAINT TRIGGER audit_line_is_chained AFTER INSERT ON audit_log DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION chain_audit_line();

-- The lines that are there already, in the order in which they came.
DO $$ DECLARE line record; last_hash text := ''; n bigint := 0; BEGIN FOR line IN SELECT * FROM audit_log ORDER BY id LOOP n := n + 1; last_hash := encode(sha256(convert_to(concat_ws(E'\n', last_hash, n, to_char(line.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), line.actor, line.action, line.subject, line.detail), 'UTF8')), 'hex'); INSERT INTO audit_chain (seq, audit_id, hash) VALUES (n, line.id, last_hash); END LOOP; END $$;

CREATE INDEX audit_log_by_subject ON audit_log (subject, id);
CREATE INDEX audit_log_by_actor ON audit_log (actor, id);

-- The official somebody is, for those who may see their own results.
ALTER TABLE account ADD COLUMN official_code text;
