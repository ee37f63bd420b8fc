-- Whether the verification after the apply passed; NULL when nothing was verified.
ALTER TABLE apply_record ADD COLUMN verified BOOLEAN;

CREATE INDEX gate_pass_project ON gate_pass (installation, repository, environment, project, passed);
CREATE INDEX gate_pass_pull ON gate_pass (installation, repository, pull);

-- What GitHub shows about applies: the issue about a project in an environment (pull 0), and the comment on a pull
-- request (environment and project ''). number: of the issue or the comment; NULL while it is unknown. tried: since when
-- one may exist whose number was not stored. due: when it has to be compared with the outcomes; NULL when it shows them.
-- claimed: until when an instance works on it. revision: increases with each outcome.
CREATE TABLE apply_report (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  environment TEXT NOT NULL,
  project TEXT NOT NULL,
  pull BIGINT NOT NULL,
  number BIGINT,
  tried BIGINT,
  due BIGINT,
  claimed BIGINT,
  revision BIGINT NOT NULL,
  PRIMARY KEY (installation, repository, environment, project, pull)
);
CREATE INDEX apply_report_due ON apply_report (due) WHERE due IS NOT NULL;
