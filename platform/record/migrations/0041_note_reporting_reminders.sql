-- When those were reminded who had not sent all data of a month, and how many people were told of each centre; one round for each day of the calendar
-- that reminds, also when nothing was missing.
CREATE TABLE reporting_reminder (
  period text NOT NULL,
  day date NOT NULL,
  told_at timestamptz NOT NULL,
  centres jsonb NOT NULL,
  PRIMARY KEY (period, day)
);
