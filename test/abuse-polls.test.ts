import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type OrganizationInput, putOrganizations } from '#persistence';
import { type FakeAlertmanager, shown, startFakeAlertmanager } from '#test/alertmanager';
import { client } from '#test/client';
import { Command } from '#test/commands';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { build } from '#test/launcher';
import { until } from '#test/until';

const SECRET = 'a-secret-of-the-webhook';
const MIB = 1 << 20;
const LARGE = 24;
/** As large as an answer may be, and nothing that can be recorded. */
const large = Buffer.from(JSON.stringify({ data: Array.from({ length: 31 }, () => 'x'.repeat(MIB - 16)) }));
/** Twenty times as large once it is taken apart. */
const hollow = Buffer.from(
  `[${Array(5 * MIB)
    .fill('[]')
    .join()}]`,
);

const database = useDatabase();
const dir = mkdtempSync(path.join(os.tmpdir(), 'alertledger-polls-'));
let fake: FakeAlertmanager;
let collect: Command;
beforeAll(build, 180_000);
beforeAll(async () => {
  const { store } = database;
  await plantFleet(store);
  fake = await startFakeAlertmanager();
  const tenants = Array.from({ length: LARGE }, (_, i) => `large-${i}`);
  const organization = (id: string): OrganizationInput => ({ id, name: id, role: 'customer', parent_id: 'south' });
  await putOrganizations(store, tenants.map(organization));
  tenants.forEach((tenant, i) => void fake.answers.set(tenant, (_, response) => response.end(i % 4 ? large : hollow)));
  fake.answers.set('t-bar', [shown('quiet')]);
  const env = {
    DATABASE_URL: database.url,
    DATA_DIR: dir,
    ALERTMANAGER_URL: fake.url,
    REFRESH_INTERVAL_SECONDS: '2',
    WEBHOOK_TOKEN: SECRET,
  };
  collect = await Command.start(
    ['--max-old-space-size=512', 'docker/alertledger.mjs', 'collect'],
    { ...env, LOG_LEVEL: 'silent' },
    'plain',
  );
  await collect.ready();
}, 60_000);
afterAll(async () => {
  await collect.kill();
  await fake.close();
  rmSync(dir, { recursive: true });
});

const metric = async (name: string): Promise<string | undefined> =>
  new RegExp(`^${name} (\\S+)`, 'm').exec(await (await fetch(`${collect.url}/metrics`)).text())?.[1];

test('dozens of tenants whose answers are as large as they may be end no process, and others are polled and heard meanwhile', async () => {
  const began = await metric('process_start_time_seconds');
  const sender = client(
    () => collect.url,
    () => ({ authorization: `Bearer ${SECRET}` }),
  );
  const labels = { alertname: 'DiskFull', organization_id: 'cafe' };
  const webhook = (i: number) => ({
    version: '4',
    receiver: 'r',
    alerts: [{ status: 'firing', fingerprint: `f${i}`, labels, startsAt: '2026-05-12T07:46:50Z' }],
  });
  const rounds = (): number =>
    Math.min(...Array.from({ length: LARGE }, (_, i) => fake.asked.filter(({ tenant }) => tenant === `large-${i}`).length));
  let sent = 0;
  const wrong: unknown[] = [];
  await until(async () => {
    const { status, text } = await sender.post('/api/alert_history', webhook(sent++));
    if (status !== 204) wrong.push([status, text]);
    return rounds() >= 2;
  });
  const shownAlert = await database.store.query(`SELECT 1 FROM episode WHERE fingerprint = 'quiet'`);
  expect([wrong, shownAlert.length, await metric('process_start_time_seconds')]).toEqual([[], 1, began]);
}, 150_000);
