-- The index has no e-mail addresses any more: articles that may hold one are read once more.
INSERT OR REPLACE INTO unread (article, place)
SELECT a.number, a.place FROM article AS a JOIN text AS t ON t.number = a.text
WHERE instr(t.head, '@') OR instr(t.content, '@');
