import { forgetLogs } from '#persistence';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';

const database = useDatabase();
const now = new Date('2026-05-12T03:00:00Z');
const query = (text: string, values: unknown[] = []) => database.store.query(text, values);
beforeAll(() => plantFleet(database.store));

test('log lines go after 400 days, and those before the newest 100,000 of their organization at once', async () => {
  await query('DELETE FROM system_event');
  const lines = (organization: string, from: number, to: number, days: string) =>
    query(
      `INSERT INTO system_event (organization_id, at, severity, message)
       SELECT o.id, $4::timestamptz - ($5 || ' days')::interval + n * interval '1 second', 'info', n::text FROM organization o, generate_series($2::int, $3::int) AS n WHERE public_id = $1`,
      [organization, from, to, now, days],
    );
  await lines('cafe', 1, 100_020, '2');
  await lines('deli', 1, 3, '401');
  await lines('deli', 4, 5, '399');
  await forgetLogs(database.store, now);
  const left = await query(
    `SELECT o.public_id AS organization, count(*)::int AS n, min(message::int) AS first FROM system_event e JOIN organization o ON o.id = e.organization_id GROUP BY 1 ORDER BY 1`,
  );
  expect(left).toEqual([
    { organization: 'cafe', n: 100_000, first: 21 },
    { organization: 'deli', n: 2, first: 4 },
  ]);
});

test('exports go 400 days after they ended, once their file is gone', async () => {
  const job = (name: string, days: number, file: string | null) =>
    query(
      `INSERT INTO export_job (id, organization_id, subject, report_type, format, compression, formula_guard, filters, start_date, end_date, from_at, until_at, subtrees, singles,
              file_name, body_hash, quota_day, status, finished_at, stored_as)
       SELECT gen_random_uuid(), o.id, 's', 'alerts', 'csv', 'none', true, '{}', d.at, d.at, d.at, d.at, '{}', '{}', $1, '', d.at, 'completed', d.at, $3
         FROM organization o, (SELECT $2::timestamptz AS at) AS d WHERE public_id = 'cafe'`,
      [name, new Date(now.getTime() - days * 86_400_000), file],
    );
  await job('old', 401, null);
  await job('old with a file', 401, 'a-file');
  await job('young', 399, null);
  await forgetLogs(database.store, now);
  expect(await query('SELECT file_name FROM export_job ORDER BY 1')).toEqual([{ file_name: 'old with a file' }, { file_name: 'young' }]);
});

test('runs of schedules go with their deliveries 400 days after their slot, once they have ended', async () => {
  const at = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
  const [{ id }] = await query(
    `INSERT INTO report_schedule (organization_id, subject, name, cron, timezone, report, prepared, subtrees, singles, recipients, enabled)
     SELECT id, 's', 'n', '0 7 * * *', 'UTC', '{}', '{}', '{}', '{}', '[]', false FROM organization WHERE public_id = 'cafe' RETURNING id`,
  );
  for (const [days, state] of [
    [402, 'running'],
    [401, 'done'],
    [399, 'done'],
  ] as const) {
    await query('INSERT INTO report_run (schedule_id, slot, state) VALUES ($1, $2, $3)', [id, at(days), state]);
    await query(`INSERT INTO report_delivery (schedule_id, slot, nth, kind, target) VALUES ($1, $2, 0, 'drop', '')`, [id, at(days)]);
  }
  await forgetLogs(database.store, now);
  const left = (table: string) => query(`SELECT slot FROM ${table} ORDER BY slot`);
  for (const table of ['report_run', 'report_delivery']) expect(await left(table)).toEqual([{ slot: at(402) }, { slot: at(399) }]);
});

test('quotas, sessions, counted calls and the ids of reported ones go after 400 days', async () => {
  const at = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
  const [{ id }] = await query(
    `INSERT INTO app_user (organization_id, subject) SELECT id, 'dora' FROM organization WHERE public_id = 'cafe' RETURNING id`,
  );
  for (const days of [399, 402]) {
    await query(`INSERT INTO export_quota SELECT id, 'dora', $1::timestamptz::date, 1 FROM organization WHERE public_id = 'cafe'`, [
      at(days),
    ]);
    await query(`INSERT INTO usage_session SELECT id, $1, $2, null, $3, $3 FROM organization WHERE public_id = 'cafe'`, [
      `s${days}`,
      id,
      at(days),
    ]);
    await query(`INSERT INTO api_call_report SELECT id, $1, $2 FROM organization WHERE public_id = 'cafe'`, [`r${days}`, at(days)]);
    await query(`INSERT INTO api_call_quarter VALUES ($1, 'alert', $2, 1)`, [id, Math.floor(at(days).getTime() / 900_000)]);
  }
  await forgetLogs(database.store, now);
  const left = await query(
    `SELECT (SELECT count(*)::int FROM export_quota) AS quotas, (SELECT count(*)::int FROM api_call_quarter) AS calls, (SELECT string_agg(id, ',') FROM usage_session) AS sessions,
            (SELECT string_agg(id, ',') FROM api_call_report) AS reports`,
  );
  expect(left).toEqual([{ quotas: 1, calls: 1, sessions: 's399', reports: 'r399' }]);
});
