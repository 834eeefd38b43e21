-- What was said of the published files (`Last-Modified`, for these bytes): a store that is
-- put back beside an empty folder says it again.
CREATE TABLE stamp (
  file TEXT PRIMARY KEY,
  fingerprint BLOB NOT NULL,
  modified INTEGER NOT NULL,
  length INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
