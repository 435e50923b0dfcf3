-- People and programs, their sessions and their calls.

CREATE TABLE app_user (
  id              int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id int NOT NULL REFERENCES organization,
  subject         text NOT NULL,
  team_ids        text[] NOT NULL DEFAULT '{}',
  created_at      timestamptz(3) NOT NULL DEFAULT now(),
  deleted_at      timestamptz(3),
  UNIQUE (organization_id, subject)
);

CREATE TABLE usage_session (
  organization_id int NOT NULL REFERENCES organization,
  id              text NOT NULL,
  user_id         int NOT NULL REFERENCES app_user,
  service         text,
  started_at      timestamptz(3) NOT NULL,
  ended_at        timestamptz(3),
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX usage_session_started ON usage_session (user_id, started_at);

CREATE TABLE api_call_quarter (
  user_id  int NOT NULL REFERENCES app_user,
  resource text NOT NULL,
  quarter  int NOT NULL,
  calls    bigint NOT NULL,
  PRIMARY KEY (user_id, quarter, resource)
);
-- The ids of reported calls that have been added.
CREATE TABLE api_call_report (
  organization_id int NOT NULL REFERENCES organization,
  id              text NOT NULL,
  PRIMARY KEY (organization_id, id)
);
