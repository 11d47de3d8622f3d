-- A director may let others read, without the counter's name, what its cause was and what was done: those whose counter does the same work learn
-- from it. Nobody's words are shown beyond their own unit unless whoever wrote them said so.
ALTER TABLE finding_entry ADD COLUMN shared boolean NOT NULL DEFAULT false;

ALTER TABLE finding_entry ADD CHECK (NOT shared OR kind = 'cause');
