-- Who and where, over time: one row is one stretch [valid_from, valid_to) of a unit's or counter's history, so a month
-- of last year is always told with last year's tree. The rows of one code never overlap (the import sees to it, under the
-- lock on registry_version). The version tells every process that its copy in memory is old.
CREATE TABLE unit (
  code text NOT NULL,
  parent_code text,
  kind text NOT NULL,
  name_vi text NOT NULL,
  name_en text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  PRIMARY KEY (code, valid_from),
  CHECK (valid_to > valid_from)
);

CREATE TABLE counter (
  code text NOT NULL,
  centre_code text NOT NULL,
  name_vi text NOT NULL,
  name_en text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  PRIMARY KEY (code, valid_from),
  CHECK (valid_to > valid_from)
);

CREATE TABLE registry_version (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version bigint NOT NULL
);

INSERT INTO registry_version (version) VALUES (1);
