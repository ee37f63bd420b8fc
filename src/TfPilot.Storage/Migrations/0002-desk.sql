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

-- Who has an environment and who waits for it, in lower case; pull 0 is a freeze, which holds beside the queue.
CREATE TABLE environment_lock (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  environment TEXT NOT NULL,
  pull BIGINT NOT NULL,
  place BIGINT NOT NULL,
  by_id BIGINT NOT NULL,
  by_login TEXT NOT NULL,
  reason TEXT NOT NULL,
  held BIGINT,
  PRIMARY KEY (installation, repository, environment, pull)
);
CREATE UNIQUE INDEX environment_lock_held ON environment_lock (installation, repository, environment) WHERE held IS NOT NULL AND pull > 0;

-- A row stays when nobody waits any more: places only grow.
CREATE TABLE lock_turn (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  environment TEXT NOT NULL,
  place BIGINT NOT NULL,
  PRIMARY KEY (installation, repository, environment)
);

-- Each command is answered once: effects and answer are decided in one transaction.
CREATE TABLE desk_comment (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  comment BIGINT NOT NULL,
  pull BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  held_until BIGINT,
  reaction TEXT,
  reply TEXT,
  done BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (installation, repository, comment)
);

CREATE TABLE override_request (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  comment BIGINT NOT NULL,
  environment TEXT NOT NULL,
  pull BIGINT NOT NULL,
  by_id BIGINT NOT NULL,
  by_login TEXT NOT NULL,
  head TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  reason TEXT NOT NULL,
  given BIGINT NOT NULL,
  edited BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (installation, repository, comment, environment)
);
CREATE INDEX override_request_pull ON override_request (installation, repository, pull);

-- Environment '' is that of plans without one.
CREATE TABLE policy_approval (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  comment BIGINT NOT NULL,
  rule TEXT NOT NULL,
  environment TEXT NOT NULL,
  pull BIGINT NOT NULL,
  by_id BIGINT NOT NULL,
  by_login TEXT NOT NULL,
  findings TEXT NOT NULL,
  given BIGINT NOT NULL,
  edited BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (installation, repository, comment, rule, environment)
);
CREATE INDEX policy_approval_pull ON policy_approval (installation, repository, pull);
