-- The timeline of a pull request continues with the entries after the last one that was read.
CREATE INDEX audit_pull ON audit (installation, repository, pull, number);
