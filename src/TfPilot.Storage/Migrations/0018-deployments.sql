-- The last recorded apply of each project to each environment, which the branch tfpilot/data shows. passed: when the gate
-- allowed it. pull: 0 without a pull request. resources: those that exist; NULL while no state was read. due: when the
-- branch has to be written; NULL when it shows the apply. claimed: until when an instance writes it. revision: increases
-- with each apply.
CREATE TABLE deployment (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  environment TEXT NOT NULL,
  project TEXT NOT NULL,
  passed BIGINT NOT NULL,
  pull BIGINT NOT NULL,
  applied_commit TEXT NOT NULL,
  run BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  status TEXT NOT NULL,
  verified BOOLEAN,
  ended BIGINT NOT NULL,
  resources BIGINT,
  due BIGINT,
  claimed BIGINT,
  revision BIGINT NOT NULL,
  PRIMARY KEY (installation, repository, environment, project)
);
CREATE INDEX deployment_due ON deployment (due) WHERE due IS NOT NULL;
