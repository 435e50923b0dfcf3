import { readdirSync } from 'node:fs';
import type { Store } from '#persistence';
import type { TestGateway } from './gateway.js';
import { until } from './until.js';

export const ORDER = { report_type: 'alert-history', format: 'csv', start_date: '2026-05-01', end_date: '2026-05-31' };

/** Resolved alerts of bar, all of May 2026, written past the ledger: only exports read them. */
export async function plantHistory(store: Store, count: number): Promise<void> {
  await store.query(`SELECT ensure_alert_partition('2026-05-01Z')`);
  await store.query(
    `WITH planted AS MATERIALIZED (
            SELECT o.id AS organization_id, g, '2026-05-01Z'::timestamptz + g * interval '50 ms' AS at FROM organization o, generate_series(1, $1::int) g WHERE o.public_id = 'bar'),
          described AS (
            INSERT INTO series (organization_id, fingerprint, key, alertname, severity, system_key, labels, annotations, receiver, first_start, first_seen_at)
            SELECT organization_id, md5(g::text), md5(g::text)::uuid, 'DiskFull', 'critical', 'NETH-' || g % 100, jsonb_build_object('alertname', 'DiskFull', 'instance', 'host' || g),
                   jsonb_build_object('summary', 'full', 'text', repeat(md5(g::text), 10)), 'default', at, at
              FROM planted RETURNING id, fingerprint)
     INSERT INTO alert (id, series_id, source_id, policy_id, starts_at, ends_at, recorded_at, organization_id, resolution, origin, priority)
     SELECT nextval('alert_id'), d.id, 1, 1, at, at + interval '5 min', at + interval '6 min', organization_id, 'webhook', 'alertmanager', 'HIGH'
       FROM planted JOIN described d ON d.fingerprint = md5(g::text) ORDER BY g`,
    [count],
  );
  await store.query('ANALYZE alert');
}

export type Job = {
  id: string;
  status: string;
  attempt: number;
  lost: number;
  failures: number;
  holder: string | null;
  stored_as: string | null;
  sha256: string;
  rows_written: number;
  error_code: string | null;
};

export const jobs = (store: Store): Promise<Job[]> => store.query('SELECT * FROM export_job ORDER BY created_at, id');

export async function orderExport(gateway: TestGateway, more: object = {}): Promise<string> {
  const { status, text, body } = await gateway.as('bar').post('/reports/export', { ...ORDER, ...more });
  if (status !== 202) throw new Error(text);
  return body.job_id;
}

/** The job once it is completed or failed. */
export async function settled(store: Store, id: string): Promise<Job> {
  const find = async () => (await jobs(store)).find((job) => job.id === id);
  let job = await find();
  await until(async () => {
    job = await find();
    return job?.status === 'completed' || job?.status === 'failed';
  });
  if (!job) throw new Error(`no job ${id}`);
  return job;
}

/** What lies in the storage, unfinished files too. */
export const filesIn = (dir: string): string[] => readdirSync(dir).sort();
