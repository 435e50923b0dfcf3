import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { devKeys, mintDevToken } from '#runtime';
import { type Client, client } from '#test/client';
import { Command } from '#test/commands';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { CLAIMS } from '#test/gateway';
import { build } from '#test/launcher';
import { until } from '#test/until';
import { OwnPgBouncer, pgbouncerProgram } from './support/own-pgbouncer.js';

const SECRET = 'a-secret-of-the-webhook';
const database = useDatabase();
const dir = mkdtempSync(path.join(os.tmpdir(), 'alertledger-pooled-'));
const apps: Command[] = [];
let bouncer: OwnPgBouncer;
let owner: Client;
let sender: Client;

const suite = pgbouncerProgram ? describe : describe.skip;
suite('an installation that knows its database through PgBouncer only', () => {
  beforeAll(build, 180_000);
  beforeAll(async () => {
    await plantFleet(database.store);
    bouncer = await OwnPgBouncer.start(database.url);
    const env = { DATABASE_URL: bouncer.through(database.url), DATA_DIR: dir, WEBHOOK_TOKEN: SECRET, LOG_LEVEL: 'error' };
    const begin = async (app: string, more: NodeJS.ProcessEnv = {}): Promise<string> => {
      const command = await Command.start(['docker/alertledger.mjs', app], { ...env, ...more }, 'plain');
      apps.push(command);
      await command.ready();
      return command.url;
    };
    const collect = await begin('collect');
    await begin('export-worker');
    const gateway = await begin('gateway', { COLLECT_URL: collect });
    const who = {
      organization: 'owner',
      subject: 'mira',
      scope: 'read:systems report read:analytics',
      roles: ['ADMIN', 'report_admin'],
      ttl: '1h',
    };
    const token = await mintDevToken(await devKeys(dir), { ...who, claims: CLAIMS });
    const as = (secret: string): Client =>
      client(
        () => gateway,
        () => ({ authorization: `Bearer ${secret}` }),
      );
    [owner, sender] = [as(token), as(SECRET)];
  }, 120_000);
  afterAll(async () => {
    await Promise.all(apps.map((app) => app.kill()));
    await bouncer.close();
    rmSync(dir, { recursive: true });
  });

  const webhook = (organization_id: string, fingerprint: string) => ({
    version: '4',
    receiver: 'ledger',
    alerts: [
      {
        ...{ status: 'resolved', fingerprint, labels: { alertname: 'DiskFull', severity: 'critical', organization_id } },
        ...{ annotations: {}, startsAt: '2026-05-12T07:46:50Z', endsAt: '2026-05-12T07:51:50Z' },
      },
    ],
  });
  const resolved = async (): Promise<number> => (await owner.get('/api/alerts/totals')).body?.data?.history;
  const report = '/reports/alerts?from=2026-05-12T00:00:00Z&until=2026-05-13T00:00:00Z&group-by=DAY';

  test('takes webhooks, and answers from kept numbers and from columns', async () => {
    expect((await sender.post('/api/alert_history', webhook('cafe', 'a'))).status).toBe(204);
    expect(await resolved()).toBe(1);
    expect((await owner.get('/api/alerts/history')).body.data.alerts).toHaveLength(1);
    await until(async () => (await owner.get(report)).status === 200);
    expect((await owner.get(report)).body).toEqual([[expect.any(Number), expect.any(Number), '', '2026-05-12', 1]]);
  }, 60_000);

  test('hears in every process of an organization that one of them made', async () => {
    const organization = { id: 'diner', name: 'diner', role: 'customer', parent_id: 'shop' };
    expect((await owner.put('/api/organizations', { organizations: [organization] })).status).toBe(200);
    expect((await sender.post('/api/alert_history', webhook('diner', 'b'))).status).toBe(204);
    expect(await resolved()).toBe(2);
  });

  test('writes the export that is ordered', async () => {
    const order = { report_type: 'alert-history', format: 'csv', start_date: '2026-05-01', end_date: '2026-11-01' };
    const { body } = await owner.post('/reports/export', order);
    const job = async () => (await owner.get(`/reports/export/${body.job_id}`)).body;
    await until(async () => ['completed', 'failed'].includes((await job()).status));
    expect(await job()).toMatchObject({ status: 'completed' });
  }, 60_000);

  test('goes on when the pooler has been restarted', async () => {
    await bouncer.stop();
    await bouncer.start();
    await until(async () => (await sender.post('/api/alert_history', webhook('cafe', 'c'))).status === 204);
    await until(async () => (await resolved()) === 3);
    const organization = { id: 'bistro', name: 'bistro', role: 'customer', parent_id: 'shop' };
    await until(async () => (await owner.put('/api/organizations', { organizations: [organization] })).status === 200);
    await until(async () => (await sender.post('/api/alert_history', webhook('bistro', 'd'))).status === 204);
    await until(async () => (await resolved()) === 4);
  }, 60_000);
});
