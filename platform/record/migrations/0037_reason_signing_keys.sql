-- A key that takes the place of another says why, for whoever has to decide from which edition on the old one is not to be believed; the first has no reason.
-- An edition is `is_annual` where the calendar's revision of all months of its year has asked for it: it comes out on the planned day.
ALTER TABLE signing_key ADD COLUMN reason text;

ALTER TABLE edition ADD COLUMN is_annual boolean NOT NULL DEFAULT false;
