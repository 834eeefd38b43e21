-- By what the articles of a feed were chosen when it was last let out (a fingerprint), and
-- whether other settings put articles elsewhere since: what they empty has not collapsed.
ALTER TABLE feed ADD COLUMN chosen_by BLOB;
ALTER TABLE feed ADD COLUMN rearranged INTEGER NOT NULL DEFAULT 0;
