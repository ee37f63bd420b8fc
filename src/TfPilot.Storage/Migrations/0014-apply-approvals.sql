-- Approvals to apply a merged change; one for each person and environment, in lower case. comment: 0 for the button of a check.
CREATE TABLE apply_approval (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  pull BIGINT NOT NULL,
  environment TEXT NOT NULL,
  by_id BIGINT NOT NULL,
  by_login TEXT NOT NULL,
  comment BIGINT NOT NULL,
  given BIGINT NOT NULL,
  edited BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (installation, repository, pull, environment, by_id)
);

-- The runs that wait for such approvals, and whether the pull request has a comment that asks for them.
CREATE TABLE apply_approval_request (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  pull BIGINT NOT NULL,
  environment TEXT NOT NULL,
  run BIGINT NOT NULL,
  requested BIGINT NOT NULL,
  held_until BIGINT,
  done BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (installation, repository, pull, environment, run)
);
CREATE INDEX apply_approval_request_open ON apply_approval_request (requested) WHERE NOT done;
