-- What is settled about figures, from a day on, until the next row of the same key: whether a reported or a counted figure stands where
-- both are known. A period goes by what holds on its first day. That nothing is settled is a state too, which the program knows.
CREATE TABLE figure_setting (
  key text NOT NULL,
  value text NOT NULL,
  valid_from date NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (key, valid_from)
);
