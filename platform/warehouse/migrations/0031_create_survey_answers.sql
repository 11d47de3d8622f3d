-- One row for each sheet of a survey, by its ticket, which is in no other store. Sort key and partition hold what the ticket says and so never changes;
-- a later part replaces an earlier one, the finished sheet replaces every part. The time is kept to the hour; there is nothing of the invitation.
CREATE TABLE IF NOT EXISTS survey_answers (
  ticket UUID,
  questionnaire LowCardinality(String),
  version UInt16,
  centre_code LowCardinality(String),
  procedure_code LowCardinality(String),
  month LowCardinality(String),
  outcome LowCardinality(String),
  channel LowCardinality(String),
  language LowCardinality(String),
  answered_at DateTime('UTC'),
  finished UInt8,
  levels Map(LowCardinality(String), UInt8),
  numbers Map(LowCardinality(String), Float64),
  choices Map(LowCardinality(String), Array(LowCardinality(String))),
  texts Map(LowCardinality(String), String),
  shown Array(LowCardinality(String)),
  precedence UInt16
)
ENGINE = ReplacingMergeTree(precedence)
PARTITION BY month
ORDER BY (questionnaire, centre_code, ticket);
