-- What the director of a centre has done about comments: read, or answered with a note of what was done. `said` is what people said, in the
-- centre's own words, for the display in the hall; never the comment itself. The comment stays in the warehouse; its id begins with its day.
CREATE TABLE comment_mark (
  comment_id text PRIMARY KEY,
  counter_code text NOT NULL,
  state text NOT NULL CHECK (state IN ('read', 'answered')),
  note text,
  said text,
  marked_by text NOT NULL,
  marked_at timestamptz NOT NULL
);
CREATE INDEX comment_mark_by_counter ON comment_mark (counter_code, comment_id);

-- What is shown of a counter's score on the running day, which moves by ten ratings at least (see decision 35); deleted after a week.
CREATE TABLE live_score (
  counter_code text NOT NULL,
  day date NOT NULL,
  ratings integer NOT NULL,
  satisfied integer NOT NULL,
  taken_at timestamptz NOT NULL,
  PRIMARY KEY (counter_code, day)
);
