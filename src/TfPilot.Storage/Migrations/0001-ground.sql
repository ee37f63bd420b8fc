-- Both engines read this. Moments are milliseconds of UTC; every table but those of deliveries belongs to installations.

CREATE TABLE delivery (
  id TEXT PRIMARY KEY,
  event TEXT NOT NULL,
  received BIGINT NOT NULL,
  size BIGINT NOT NULL, -- of the payload before it was compressed
  attempt BIGINT NOT NULL DEFAULT 0,
  held_until BIGINT,
  done BOOLEAN NOT NULL DEFAULT FALSE,
  parked TEXT
);
CREATE INDEX delivery_open ON delivery (received) WHERE parked IS NULL AND NOT done;

-- Apart, because a row is written again whole with each change of its state.
CREATE TABLE delivery_payload (
  id TEXT PRIMARY KEY REFERENCES delivery (id) ON DELETE CASCADE,
  payload BYTEA NOT NULL -- compressed
);

CREATE TABLE installation (
  installation BIGINT PRIMARY KEY,
  removed BIGINT
);

-- A row stays when its work is done: its fence only grows.
CREATE TABLE pull_work (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  pull BIGINT NOT NULL,
  due BOOLEAN NOT NULL,
  not_before BIGINT NOT NULL,
  fence BIGINT NOT NULL DEFAULT 0,
  held_until BIGINT,
  claimed BIGINT,
  attempt BIGINT NOT NULL DEFAULT 0,
  reason TEXT,
  parked BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (installation, repository, pull)
);
CREATE INDEX pull_work_open ON pull_work (not_before) WHERE due OR held_until IS NOT NULL;

CREATE TABLE evidence (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  pull BIGINT NOT NULL,
  head TEXT NOT NULL,
  base TEXT NOT NULL,
  run BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  trusted BOOLEAN NOT NULL,
  distrust TEXT,
  facts BYTEA NOT NULL,
  hash TEXT NOT NULL,
  received BIGINT NOT NULL,
  PRIMARY KEY (installation, repository, run, attempt)
);
CREATE INDEX evidence_pull ON evidence (installation, repository, pull, head);

CREATE TABLE check_run (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  pull BIGINT NOT NULL,
  head TEXT NOT NULL,
  name TEXT NOT NULL,
  check_run BIGINT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (installation, repository, pull, head, name)
);
