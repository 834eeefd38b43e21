-- Whether an item was pushed by a token for all sections: such a one may be what the
-- newsroom's own site has on its page.
ALTER TABLE arrival ADD COLUMN unbound INTEGER NOT NULL DEFAULT 0 CHECK (unbound IN (0, 1));
