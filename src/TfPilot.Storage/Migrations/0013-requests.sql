-- Requests to GitHub that must not be made twice: a row is marked as sent before the request is made.
-- state: open, sent, done, failed, unknown. run: the run that it concerns, or that it started.
CREATE TABLE run_request (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  pull BIGINT NOT NULL,
  comment BIGINT NOT NULL,
  kind TEXT NOT NULL,
  environment TEXT NOT NULL,
  by_login TEXT NOT NULL,
  requested BIGINT NOT NULL,
  state TEXT NOT NULL,
  sent BIGINT,
  run BIGINT,
  PRIMARY KEY (installation, repository, comment, kind, environment)
);
CREATE INDEX run_request_open ON run_request (requested) WHERE state IN ('open', 'sent');
