-- Where facts lie, as the registry knows it now: from `valid_from` on, until the next row of the same code, what was counted under a
-- counter's or unit's code lies in the unit `place_code`. Facts keep the codes they were stored with; a merger or a counter's move
-- that is entered weeks late changes this table, and with it every figure. `is_open` says that the code itself was there on those
-- days; elsewhere `place_code` of a unit is what it lay in, so that no fact is without a place.
CREATE TABLE IF NOT EXISTS fact_places (
  code String,
  valid_from Date32,
  place_code String,
  is_open UInt8
)
ENGINE = MergeTree ORDER BY (code, valid_from);
