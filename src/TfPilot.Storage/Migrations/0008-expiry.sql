-- How many bytes the facts of a document have when they are unpacked (0: not known), and when its pull request was closed (null: open, as far as known).

ALTER TABLE evidence ADD COLUMN size BIGINT NOT NULL DEFAULT 0;
ALTER TABLE evidence ADD COLUMN closed BIGINT;
CREATE INDEX evidence_closed ON evidence (closed);
