-- Files by their names as people read them, whose large and small letters are the same.
-- What is called by an address is no file.
CREATE INDEX arrival_by_name ON arrival (source, lower(key)) WHERE instr(key, '://') = 0;

-- What is known of a source is read whole: the bytes alone, and not the rows.
CREATE INDEX arrival_by_bytes ON arrival (source, arrived);

-- 1: its article was removed for its age, and may be taken up again where more is kept, or
-- where it is of another date.
ALTER TABLE arrival ADD COLUMN aged INTEGER;
CREATE INDEX arrival_aged ON arrival (source, published) WHERE aged = 1;
