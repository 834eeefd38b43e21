-- What is odd about what a source brought, and costs nothing.
CREATE TABLE warning (
    number  INTEGER PRIMARY KEY,
    source  INTEGER NOT NULL REFERENCES source (number),
    key     TEXT NOT NULL,
    -- 1: of an item that is known, and stays until that is read again. 0: of the pass.
    stays   INTEGER NOT NULL,
    -- Microseconds since 1970.
    at      INTEGER NOT NULL,
    warning TEXT NOT NULL
) STRICT;
CREATE INDEX warning_by_source ON warning (source, key);
