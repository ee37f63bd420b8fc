-- The last decision about each open pull request; what was approved is derived from it when the pull request merges.
CREATE TABLE pull_decision (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  pull BIGINT NOT NULL,
  document TEXT NOT NULL,
  decided BIGINT NOT NULL,
  PRIMARY KEY (installation, repository, pull)
);

-- What was approved for each environment (in lower case, '' for none) and project ('' without a plan) at the merge.
CREATE TABLE approved_change (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  pull BIGINT NOT NULL,
  environment TEXT NOT NULL,
  project TEXT NOT NULL,
  merge_commit TEXT NOT NULL,
  merged BIGINT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (installation, repository, pull, environment, project)
);
CREATE INDEX approved_change_project ON approved_change (installation, repository, environment, project, merged);
CREATE INDEX approved_change_commit ON approved_change (installation, repository, merge_commit);

-- The claims of applies that run or failed; pull 0 is an apply without a pull request.
CREATE TABLE apply_lock (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  environment TEXT NOT NULL,
  project TEXT NOT NULL,
  pull BIGINT NOT NULL,
  applied_commit TEXT NOT NULL,
  run BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  failed BOOLEAN NOT NULL,
  claim TEXT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (installation, repository, environment, project)
);

-- The result of each apply. merged: when the applied change was merged, which orders the changes of a project.
CREATE TABLE apply_record (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  run BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  environment TEXT NOT NULL,
  project TEXT NOT NULL,
  pull BIGINT NOT NULL,
  applied_commit TEXT NOT NULL,
  status TEXT NOT NULL,
  merged BIGINT NOT NULL,
  ended BIGINT NOT NULL,
  hash TEXT NOT NULL,
  document BYTEA NOT NULL, -- compressed
  PRIMARY KEY (installation, repository, run, attempt, environment, project)
);
CREATE INDEX apply_record_project ON apply_record (installation, repository, environment, project, merged);
CREATE INDEX apply_record_pull ON apply_record (installation, repository, pull);
