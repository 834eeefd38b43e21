-- What the address of a page in the web edition was made of, of an article that readers had and
-- that was put off: the headline that they knew, and whether its page was here.
ALTER TABLE article ADD COLUMN recalled_title TEXT;
ALTER TABLE article ADD COLUMN recalled_home TEXT;
