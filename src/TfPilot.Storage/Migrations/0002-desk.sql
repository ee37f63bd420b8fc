-- The history of each installation; entries are only ever added, and the line alone is what is verified.
CREATE TABLE audit_head (
  installation BIGINT PRIMARY KEY,
  number BIGINT NOT NULL,
  hash TEXT NOT NULL
);

CREATE TABLE audit (
  installation BIGINT NOT NULL,
  number BIGINT NOT NULL,
  line TEXT NOT NULL,
  repository BIGINT NOT NULL,
  pull BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT,
  PRIMARY KEY (installation, number)
);
CREATE INDEX audit_kind ON audit (installation, repository, pull, kind, number);
