-- Answers that were given to requests with a key of their own, so that a repeated
-- request gets the same one. The request is a fingerprint.
CREATE TABLE answer (
  key TEXT PRIMARY KEY,
  request BLOB NOT NULL,
  at INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_by_age ON answer (at);
