-- What each backfill brought and left out, and how far it is: one that was stopped goes on there.
CREATE TABLE backfill (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Without user and password.
  url        text NOT NULL,
  tenant_id  text,
  since      timestamptz(3) NOT NULL,
  -- Everything before it is done.
  position   timestamptz(3) NOT NULL,
  until      timestamptz(3) NOT NULL,
  step_ms    int NOT NULL,
  started_at timestamptz(3) NOT NULL,
  ended_at   timestamptz(3),
  recorded   int NOT NULL DEFAULT 0,
  -- Numbers of episodes by reason.
  left_out   jsonb NOT NULL DEFAULT '{}',
  set_aside  jsonb NOT NULL DEFAULT '{}'
);
