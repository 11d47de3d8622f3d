-- What changed in a version, in the words of whoever saved it; and how many people a unit invites at most: by sector of the procedure, centre and month of
-- the dossier. The sector stands beside the invitation, as the catalogue had it when it was issued.
ALTER TABLE questionnaire_version ADD COLUMN note text NOT NULL DEFAULT '';
ALTER TABLE survey_invitation ADD COLUMN sector_code text;
CREATE INDEX survey_invitation_by_sector ON survey_invitation (questionnaire, centre_code, sector_code, month);

CREATE TABLE survey_quota (
  unit_code text NOT NULL,
  questionnaire text NOT NULL REFERENCES questionnaire (code),
  most integer NOT NULL CHECK (most > 0),
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (unit_code, questionnaire)
);
