-- How many were invited is copied to the warehouse, a few seconds after invitations were issued: those of the last hours are found by when that was.
CREATE INDEX survey_invitation_by_creation ON survey_invitation (created_at);
