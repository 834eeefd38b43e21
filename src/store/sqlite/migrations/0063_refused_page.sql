-- The address of the page of an item that was refused: people know it by that.
ALTER TABLE refusal ADD COLUMN page TEXT;
