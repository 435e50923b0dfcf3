-- Exports: the row is the truth of a job, the queue only carries its id.

CREATE TABLE export_job (
  id               uuid PRIMARY KEY,
  organization_id  int NOT NULL REFERENCES organization,
  subject          text NOT NULL,
  report_type      text NOT NULL,
  format           text NOT NULL CHECK (format IN ('csv', 'ndjson')),
  compression      text NOT NULL CHECK (compression IN ('none', 'gzip')),
  formula_guard    boolean NOT NULL,
  -- As validated by the report type.
  filters          jsonb NOT NULL,
  start_date       date NOT NULL,
  end_date         date NOT NULL,
  -- The instants the dates stand for, fixed when the job is made: another attempt reads the same range.
  from_at          timestamptz(3) NOT NULL,
  until_at         timestamptz(3) NOT NULL,
  subtrees         int[] NOT NULL,
  singles          int[] NOT NULL,
  callback_url     text,
  -- What a browser saves the file as.
  file_name        text NOT NULL,
  idempotency_key  text,
  body_hash        text NOT NULL,
  quota_day        date NOT NULL,
  status           text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'processing', 'completed', 'failed')),
  -- The fence: a worker changes the row only while its attempt is the newest. Cancelling counts as an attempt.
  attempt          int NOT NULL DEFAULT 0,
  -- The worker that is at it. Null while processing: handed back, or waiting for the next try; lease_until says from when it may be taken.
  holder           text,
  lease_until      timestamptz,
  lost             int NOT NULL DEFAULT 0,
  failures         int NOT NULL DEFAULT 0,
  progress         int NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
  rows_written     bigint NOT NULL DEFAULT 0,
  -- The file as the storage knows it; null once deleted.
  stored_as        text,
  file_size        bigint,
  sha256           text,
  error_code       text,
  error_message    text,
  error_retryable  boolean,
  created_at       timestamptz(3) NOT NULL DEFAULT now(),
  started_at       timestamptz(3),
  finished_at      timestamptz(3),
  expires_at       timestamptz(3),
  -- The outbox of callbacks is the job itself: the statement that ends it also makes its callback due.
  callback_failures int NOT NULL DEFAULT 0,
  -- From when the callback may be sent; a worker that sends it moves this on, and whoever finds it in the past takes over. Null: nothing to send.
  callback_due_at  timestamptz,
  CHECK ((status IN ('completed', 'failed')) = (finished_at IS NOT NULL)),
  CHECK ((status = 'failed') = (error_code IS NOT NULL))
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX export_job_idempotency ON export_job (organization_id, subject, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX export_job_listed ON export_job (organization_id, created_at DESC, id DESC);
CREATE INDEX export_job_unfinished ON export_job (created_at) WHERE status IN ('queued', 'processing');
CREATE INDEX export_job_callback ON export_job (callback_due_at) WHERE callback_due_at IS NOT NULL;
CREATE INDEX export_job_expiring ON export_job (expires_at) WHERE stored_as IS NOT NULL;

-- A row per user and UTC day; its lock makes the quota exact.
CREATE TABLE export_quota (
  organization_id int NOT NULL REFERENCES organization,
  subject         text NOT NULL,
  day             date NOT NULL,
  used            int NOT NULL CHECK (used >= 0),
  PRIMARY KEY (organization_id, subject, day)
) WITH (fillfactor = 70);

-- Signs download links where no secret is configured: every gateway must know the same one.
CREATE TABLE link_key (singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton), secret text NOT NULL);
