-- Which account or team a name of the settings meant when settings of this hash were first used; account 0 is nobody.

CREATE TABLE settings_name (
  installation BIGINT NOT NULL,
  repository BIGINT NOT NULL,
  settings TEXT NOT NULL,
  team BOOLEAN NOT NULL,
  name TEXT NOT NULL,
  id BIGINT NOT NULL,
  PRIMARY KEY (installation, repository, settings, team, name)
);
