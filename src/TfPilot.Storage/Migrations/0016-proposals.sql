-- Pull requests that commands ask for. The branch names the request, so that an interrupted one is continued.
-- target: the pull request that a rollback returns to, 0 without one. head: the finished commit, before its branch exists.
-- undone: the pull requests that head undoes, separated by blanks.
-- state: open, done, failed. opened: the pull request.
CREATE TABLE proposal (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  pull BIGINT NOT NULL,
  comment BIGINT NOT NULL,
  kind TEXT NOT NULL,
  environment TEXT NOT NULL,
  project TEXT NOT NULL,
  target BIGINT NOT NULL,
  by_id BIGINT NOT NULL,
  by_login TEXT NOT NULL,
  requested BIGINT NOT NULL,
  branch TEXT NOT NULL,
  head TEXT,
  undone TEXT,
  state TEXT NOT NULL,
  attempt BIGINT NOT NULL,
  held_until BIGINT NOT NULL,
  opened BIGINT,
  PRIMARY KEY (installation, repository, branch)
);
CREATE INDEX proposal_open ON proposal (held_until) WHERE state = 'open';

-- Comments that confirm that a project is destroyed.
CREATE TABLE destroy_confirmation (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  comment BIGINT NOT NULL,
  project TEXT NOT NULL,
  pull BIGINT NOT NULL,
  by_id BIGINT NOT NULL,
  by_login TEXT NOT NULL,
  given BIGINT NOT NULL,
  edited BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (installation, repository, comment, project)
);
CREATE INDEX destroy_confirmation_pull ON destroy_confirmation (installation, repository, pull);
