-- Reports that come by themselves.

CREATE TABLE report_schedule (
  id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id int NOT NULL REFERENCES organization,
  -- Who made it.
  subject         text NOT NULL,
  name            text NOT NULL,
  cron            text NOT NULL,
  timezone        text NOT NULL,
  -- As it was told, and as the worker takes it: report_type, format, compression, formula_guard, layout, filters, file_name.
  report          jsonb NOT NULL,
  prepared        jsonb NOT NULL,
  subtrees        int[] NOT NULL,
  singles         int[] NOT NULL,
  recipients      jsonb NOT NULL,
  enabled         boolean NOT NULL,
  -- Null: it has ended.
  next_run_at     timestamptz(3),
  failures        int NOT NULL DEFAULT 0,
  disabled_reason text,
  version         int NOT NULL DEFAULT 1
);
CREATE INDEX report_schedule_organization ON report_schedule (organization_id, id);
CREATE INDEX report_schedule_due ON report_schedule (next_run_at) WHERE enabled;

-- A slot has one run, whoever sees first that it has come.
CREATE TABLE report_run (
  schedule_id uuid NOT NULL REFERENCES report_schedule ON DELETE CASCADE,
  slot        timestamptz(3) NOT NULL,
  export_id   uuid,
  state       text NOT NULL CHECK (state IN ('running', 'done', 'failed', 'skipped')),
  error       text,
  PRIMARY KEY (schedule_id, slot)
);
CREATE INDEX report_run_running ON report_run (export_id) WHERE state = 'running';

CREATE TABLE report_delivery (
  schedule_id uuid NOT NULL,
  slot        timestamptz(3) NOT NULL,
  nth         int NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('mail', 'webhook', 'drop')),
  target      text NOT NULL,
  state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed')),
  failures    int NOT NULL DEFAULT 0,
  -- From when it may be tried; whoever tries moves this on, and who finds it in the past takes over.
  due_at      timestamptz,
  error       text,
  PRIMARY KEY (schedule_id, slot, nth),
  FOREIGN KEY (schedule_id, slot) REFERENCES report_run ON DELETE CASCADE
);
CREATE INDEX report_delivery_due ON report_delivery (due_at) WHERE due_at IS NOT NULL;
