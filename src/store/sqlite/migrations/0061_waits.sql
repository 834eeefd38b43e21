-- 1: its time was to come when it was last looked at, and it was not judged as what arrives since
-- that came. What was parted only because it waited (`waits` of `apart`) may be one story then.
ALTER TABLE article ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE apart ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
CREATE INDEX article_waits ON article (published) WHERE waits = 1 AND withdrawn IS NULL;
UPDATE article SET waits = 1
  WHERE published > (SELECT coalesce(max(last_pass), 0) FROM source);
-- The index has another form of words now: all articles are read once more.
INSERT OR REPLACE INTO unread (article, place) SELECT number, place FROM article;
