-- What sources said in their items, as it came (JSON, deflated), of articles and of what
-- was refused: under other settings it is judged once more. `said` is a fingerprint.
CREATE TABLE item (
  source INTEGER NOT NULL,
  key TEXT NOT NULL,
  said BLOB NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (source, key)
) STRICT;

-- The sections that articles of a source are in or were: what another pass over it may
-- change.
CREATE TABLE reach (
  number INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,
  section TEXT NOT NULL,
  UNIQUE (source, section)
) STRICT;
WITH RECURSIVE
  of_source (source, sections) AS (
    SELECT DISTINCT r.source, a.sections FROM arrival AS r JOIN article AS a ON a.number = r.article
  ),
  split (source, section, rest) AS (
    SELECT source, '', sections || ' ' FROM of_source
    UNION ALL
    SELECT source, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1)
    FROM split WHERE rest <> ''
  )
INSERT OR IGNORE INTO reach (source, section) SELECT source, section FROM split WHERE section <> '';
