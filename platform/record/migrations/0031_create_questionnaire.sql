-- Questionnaires are data: a version that was published never changes again, a new wording is a new version, and whether its figures continue those
-- of the one before is declared with it. `unit_code` null is the country's: everybody may ask it, only the country changes it.
CREATE TABLE questionnaire (
  code text PRIMARY KEY,
  unit_code text,
  created_by text NOT NULL DEFAULT 'system',
  created_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz
);

CREATE TABLE questionnaire_version (
  questionnaire text NOT NULL REFERENCES questionnaire (code),
  version integer NOT NULL CHECK (version > 0),
  content jsonb NOT NULL,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published')),
  comparable boolean NOT NULL DEFAULT false,
  saved_by text NOT NULL DEFAULT 'system',
  saved_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz,
  PRIMARY KEY (questionnaire, version)
);
CREATE UNIQUE INDEX questionnaire_one_draft ON questionnaire_version (questionnaire) WHERE state = 'draft';

CREATE FUNCTION refuse_change_of_published_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'published' THEN RAISE EXCEPTION 'a published version of a questionnaire never changes'; END IF; RETURN COALESCE(NEW, OLD); END $$;
CREATE TRIGGER questionnaire_version_stays BEFORE UPDATE OR DELETE ON questionnaire_version FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published_version();
