-- What is set aside is bounded by tenant, and replayed once for each version of the tree.

CREATE INDEX alert_quarantine_tenant ON alert_quarantine (coalesce(tenant_id, ''), id);
CREATE TABLE quarantine_replay (singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton), tree_version bigint NOT NULL);
INSERT INTO quarantine_replay (tree_version) SELECT version FROM tree_version;
