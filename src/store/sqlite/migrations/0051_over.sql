-- Articles whose time is over: their entries in archive pages give way to notices.
CREATE INDEX article_over ON article (expires)
  WHERE withdrawn IS NOT NULL AND expires IS NOT NULL;
