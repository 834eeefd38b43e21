-- The feeds: the name that each had first, of which its id is made, and the latest date
-- that it ever had.
CREATE TABLE feed (
  slug TEXT PRIMARY KEY,
  first_name TEXT NOT NULL,
  updated INTEGER
) STRICT, WITHOUT ROWID;
