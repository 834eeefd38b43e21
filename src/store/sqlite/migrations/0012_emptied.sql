-- Since when an item is missing in its source's folder, where that withdraws nothing
-- because too many are at once; and of such a source since when, how many live articles
-- would be withdrawn, and how many there were.
ALTER TABLE arrival ADD COLUMN missing INTEGER;
ALTER TABLE source ADD COLUMN emptied INTEGER;
ALTER TABLE source ADD COLUMN lost INTEGER;
ALTER TABLE source ADD COLUMN live INTEGER;
