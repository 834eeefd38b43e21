-- What the items of an article that is made of several called it, and where it stood:
-- people name it by any of these, also when its source has it no more. `address` is a
-- hash of `url`, which is empty where there is none.
CREATE TABLE name (
  article INTEGER NOT NULL,
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  address INTEGER,
  PRIMARY KEY (article, title, url)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_by_address ON name (address) WHERE address IS NOT NULL;

INSERT OR IGNORE INTO name (article, title, url, address)
  SELECT r.article, coalesce(t.head ->> 'title', ''), coalesce(t.head ->> 'url', ''), t.address
  FROM arrival AS r JOIN text AS t ON t.number = r.text
  WHERE r.article IN (SELECT article FROM arrival WHERE article IS NOT NULL
                      GROUP BY article HAVING count(*) > 1);
