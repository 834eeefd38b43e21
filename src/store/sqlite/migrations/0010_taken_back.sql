-- Whose word an edit was, where it ends by itself: the source that lifts it by bringing
-- the article again, and the item it was said in (any of that source's when empty).
ALTER TABLE edit ADD COLUMN source INTEGER;
ALTER TABLE edit ADD COLUMN key TEXT;
