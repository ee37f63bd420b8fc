-- Grows with every change of who belongs where; what was known before is asked for again.

ALTER TABLE installation ADD COLUMN people BIGINT NOT NULL DEFAULT 0;
