-- An edition is published by two people: one asks for it, another approves it when its figures are ready and were checked, and it comes out at
-- `publish_at`. `checks` is what the guards found. An edition with a number above 1 says why it was made. What was frozen before this has no approval.
ALTER TABLE edition ADD COLUMN kind text NOT NULL DEFAULT 'final' CHECK (kind IN ('provisional', 'final', 'revision')), ADD COLUMN reason text, ADD COLUMN ready_at timestamptz, ADD COLUMN checks json, ADD COLUMN approved_at timestamptz, ADD COLUMN approved_by text CHECK (approved_by <> asked_by), ADD COLUMN approval_note text, ADD COLUMN publish_at timestamptz, ADD COLUMN returned_because text;

ALTER TABLE edition ADD CONSTRAINT edition_approved_whole CHECK ((approved_at IS NULL) = (approved_by IS NULL) AND (approved_at IS NULL) = (publish_at IS NULL) AND (approved_at IS NULL OR ready_at IS NOT NULL));

ALTER TABLE edition ADD CONSTRAINT edition_revised_for_a_reason CHECK (number = 1 OR reason IS NOT NULL);
