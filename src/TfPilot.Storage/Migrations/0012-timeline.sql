-- The timeline of a pull request continues with the entries after the last one that was read.
CREATE INDEX audit_pull ON audit (installation, repository, pull, number);

-- The deliveries and runs that caused the waiting work, separated by spaces; NULL when there is none.
ALTER TABLE pull_work ADD COLUMN traces TEXT;

-- The entries that each delivery or run caused.
CREATE TABLE audit_trace (
  installation BIGINT NOT NULL,
  trace TEXT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (installation, trace, number)
);
