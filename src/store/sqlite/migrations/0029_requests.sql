-- Sources that somebody wants asked now, and what came of it (JSON) once they were.
CREATE TABLE request (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    at INTEGER NOT NULL,
    answer TEXT
) STRICT;
