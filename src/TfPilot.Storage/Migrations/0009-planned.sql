-- The commit that the run checked out: the test merge of base and head, or the head in a manual run (null: stored before this was recorded).

ALTER TABLE evidence ADD COLUMN planned TEXT;
