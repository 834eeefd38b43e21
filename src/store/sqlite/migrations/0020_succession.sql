-- Items of a source that gave way to later ones of the same article: one that is listed
-- again has the word again.
CREATE INDEX arrival_superseded ON arrival (source) WHERE superseded = 1;
