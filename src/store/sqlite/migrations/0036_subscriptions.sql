-- What is agreed with the hubs of upstreams, or asked of them: who tells us that there is
-- something new.
CREATE TABLE subscription (
    source TEXT PRIMARY KEY,
    hub TEXT NOT NULL,
    topic TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    secret TEXT NOT NULL,
    ends INTEGER,
    ask_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0
) STRICT;
