-- The runs that the gate allowed to apply; only their records are accepted. merged: when the applied change was merged, 0 without one.
CREATE TABLE gate_pass (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  run BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  environment TEXT NOT NULL,
  project TEXT NOT NULL,
  pull BIGINT NOT NULL,
  applied_commit TEXT NOT NULL,
  merged BIGINT NOT NULL,
  passed BIGINT NOT NULL,
  PRIMARY KEY (installation, repository, run, environment, project, attempt)
);

-- When the gate allowed the apply whose state the registry shows for each project.
CREATE TABLE registry_project (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  environment TEXT NOT NULL,
  project TEXT NOT NULL,
  passed BIGINT NOT NULL,
  PRIMARY KEY (installation, repository, environment, project)
);

-- The resources of all projects, and those that were destroyed. deposed: '' for the current object. Run 0 is unknown.
CREATE TABLE registry_resource (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  environment TEXT NOT NULL,
  project TEXT NOT NULL,
  address TEXT NOT NULL,
  deposed TEXT NOT NULL,
  type TEXT NOT NULL,
  document TEXT NOT NULL,
  created_run BIGINT NOT NULL,
  created_pull BIGINT NOT NULL,
  changed_run BIGINT NOT NULL,
  changed_pull BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  destroyed BIGINT,
  PRIMARY KEY (installation, repository, environment, project, address, deposed)
);
CREATE INDEX registry_resource_type ON registry_resource (installation, repository, type, environment, project, address, deposed);

-- The texts by which a resource is found, in lower case.
CREATE TABLE registry_key (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  search TEXT NOT NULL,
  environment TEXT NOT NULL,
  project TEXT NOT NULL,
  address TEXT NOT NULL,
  deposed TEXT NOT NULL,
  PRIMARY KEY (installation, repository, search, environment, project, address, deposed)
);
CREATE INDEX registry_key_resource ON registry_key (installation, repository, environment, project, address, deposed);
