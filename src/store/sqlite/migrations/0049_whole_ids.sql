-- Of articles whose ids begin with the same digits, those that came later have the whole id in
-- the addresses of their pages. Twelve digits of base 32 are fifteen of the UUID's.
ALTER TABLE article ADD COLUMN whole_id INTEGER NOT NULL DEFAULT 0;

UPDATE article AS a SET whole_id = 1
WHERE a.id LIKE 'urn:uuid:%' AND EXISTS (
  SELECT 1 FROM article AS b
  WHERE b.id >= substr(a.id, 1, 26) AND b.id < substr(a.id, 1, 26) || 'g' AND b.number < a.number);
