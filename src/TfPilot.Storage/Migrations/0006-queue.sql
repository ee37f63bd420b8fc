-- Work is claimed by urgency: 0 what just happened to one pull request, 1 what concerns many, 2 periodic scans.
-- is_open: not known to be closed. subjects: the teams and people that the last decision asked for, ' team:platform user:7 '; NULL when unknown.
-- partial: how many looks in a row did not get all facts.
ALTER TABLE pull_work ADD COLUMN urgency BIGINT NOT NULL DEFAULT 0;
ALTER TABLE pull_work ADD COLUMN is_open BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE pull_work ADD COLUMN subjects TEXT;
ALTER TABLE pull_work ADD COLUMN partial BIGINT NOT NULL DEFAULT 0;
DROP INDEX pull_work_open;
CREATE INDEX pull_work_open ON pull_work (urgency, not_before) WHERE due OR held_until IS NOT NULL;

-- Periodic scans of GitHub, which all instances share; scanned: everything before this moment was read.
CREATE TABLE scan (
  name TEXT PRIMARY KEY,
  fence BIGINT NOT NULL,
  began BIGINT NOT NULL,
  held_until BIGINT,
  scanned BIGINT
);

-- Up to when the comments of each repository were read.
CREATE TABLE comment_scan (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  scanned BIGINT NOT NULL,
  PRIMARY KEY (installation, repository)
);

-- Lost deliveries that GitHub has not sent again yet, by the GUID of the event.
CREATE TABLE redelivery (
  id TEXT PRIMARY KEY,
  delivery BIGINT NOT NULL,
  at BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  not_before BIGINT NOT NULL
);

-- What the readiness check writes, to know that the database takes writes.
CREATE TABLE probe (
  id BIGINT PRIMARY KEY,
  times BIGINT NOT NULL
);
