-- What is wrong in the newsroom, and what operators were told of it: JSON, in order.
CREATE TABLE trouble (
  place INTEGER PRIMARY KEY,
  body TEXT NOT NULL
) STRICT;
