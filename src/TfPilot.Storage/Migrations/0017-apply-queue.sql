-- The applies that wait for another one; a job that no longer asks no longer waits. environment: in lower case.
CREATE TABLE apply_wait (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  environment TEXT NOT NULL,
  project TEXT NOT NULL,
  run BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  pull BIGINT NOT NULL,
  applied_commit TEXT NOT NULL,
  urgent BOOLEAN NOT NULL,
  claim TEXT NOT NULL,
  since BIGINT NOT NULL,
  asked BIGINT NOT NULL,
  PRIMARY KEY (installation, repository, environment, project, run)
);
