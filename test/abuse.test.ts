import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createWebhookToken } from '#persistence';
import { devKeys, mintDevToken } from '#runtime';
import { type Client, client } from '#test/client';
import { Command } from '#test/commands';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { CLAIMS } from '#test/gateway';
import { build } from '#test/launcher';

const MIB = 1 << 20;
const SECRET = 'a-secret-of-the-webhook';
const KEY = 'key-of-the-pager';
const HEAP = '--max-old-space-size=512';

const database = useDatabase();
const dir = mkdtempSync(path.join(os.tmpdir(), 'alertledger-abuse-'));
const apps: Command[] = [];
let [gateway, collect, reader, webhooks, tenant]: [string, string, Client, Client, string] = ['', '', {} as Client, {} as Client, ''];

beforeAll(build, 180_000);
beforeAll(async () => {
  const { store } = database;
  await plantFleet(store);
  await store.query(
    `INSERT INTO alert_source (organization_id, name, integration_key) SELECT id, 'pager', $1 FROM organization WHERE public_id = 'cafe'`,
    [KEY],
  );
  tenant = (await createWebhookToken(store, 't-shop')).token;
  const env = { DATABASE_URL: database.url, DATA_DIR: dir, RATE_LIMIT_PER_MINUTE: '1000000', WEBHOOK_TOKEN: SECRET, LOG_LEVEL: 'error' };
  const begin = async (app: string, more: NodeJS.ProcessEnv = {}): Promise<string> => {
    const command = await Command.start([HEAP, 'docker/alertledger.mjs', app], { ...env, ...more }, 'plain');
    apps.push(command);
    await command.ready();
    return command.url;
  };
  collect = await begin('collect');
  gateway = await begin('gateway', { COLLECT_URL: collect });
  const who = { organization: 'owner', subject: 'mira', scope: 'read:systems manage:systems', roles: ['ADMIN'], ttl: '1h', claims: CLAIMS };
  const token = await mintDevToken(await devKeys(dir), who);
  reader = client(
    () => gateway,
    () => ({ authorization: `Bearer ${token}` }),
  );
  webhooks = client(
    () => gateway,
    () => ({ authorization: `Bearer ${SECRET}` }),
  );
}, 120_000);
afterAll(async () => {
  await Promise.all(apps.map((app) => app.kill()));
  rmSync(dir, { recursive: true });
});

let told = 0;
const firing = (annotation = ''): object => ({
  status: 'firing',
  fingerprint: `f${told++}`,
  labels: { alertname: 'DiskFull', severity: 'critical', organization_id: 'cafe', system_key: `SYS-${told}` },
  annotations: { summary: 'full', annotation },
  startsAt: '2026-05-12T07:46:50Z',
});
/** A webhook of about so many bytes, in alerts of a size that is usual. */
const webhook = (bytes = 0): string =>
  JSON.stringify({
    version: '4',
    receiver: 'ledger',
    alerts: Array.from({ length: Math.max(1, bytes >> 10) }, () => firing('x'.repeat(760))),
  });

/** While the abuse goes on every cheap read is answered and every webhook taken; afterwards both processes are the same as before. */
async function unharmed<T>(abuse: () => Promise<T>): Promise<T> {
  const pids = await processes();
  let isOver = false;
  const abused = abuse().finally(() => {
    isOver = true;
  });
  const wrong: unknown[] = [];
  do {
    const [read, taken] = await Promise.all([reader.get('/api/alerts/totals'), webhooks.post('/api/alert_history', webhook())]);
    if (read.status !== 200 || taken.status !== 204) wrong.push([read.status, taken.status, read.text, taken.text]);
  } while (!isOver);
  const outcome = await abused;
  expect(wrong).toEqual([]);
  expect(await processes()).toEqual(pids);
  return outcome;
}

/** When each process began, from its own metrics. */
const processes = (): Promise<unknown[]> =>
  Promise.all(
    [gateway, collect].map(async (url) => /^process_start_time_seconds (\S+)/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]),
  );

const times = <T>(count: number, make: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => make(i)));
const statuses = (answers: readonly { status: number }[]): number[] => [...new Set(answers.map(({ status }) => status))].sort();

/** The head of a request and the first bytes of its body; the rest never comes. */
async function halfOf(url: string, route: string, headers = ''): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(`POST ${route} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n${headers}content-length: 1000\r\n\r\n{"half":1,`);
  return socket;
}

test('31 MiB for a route that nobody knows are a 404, whoever sends them', async () => {
  const body = JSON.stringify({ deep: 'x'.repeat(31 * MIB) });
  const anonymous = client(
    () => gateway,
    () => ({}),
  );
  const answers = await unharmed(() => times(12, (i) => (i % 2 ? anonymous : reader).post('/nope', body)));
  expect(statuses(answers)).toEqual([404]);
});

test('large bodies of bad credentials are a 401, and large ones of good credentials a 413', async () => {
  const body = JSON.stringify({ organizations: 'x'.repeat(31 * MIB) });
  const forged = client(
    () => gateway,
    () => ({ authorization: 'Bearer forged' }),
  );
  expect(statuses(await unharmed(() => times(6, () => forged.put('/api/organizations', body))))).toEqual([401]);
  expect(statuses(await unharmed(() => times(6, () => reader.put('/api/organizations', body))))).toEqual([413]);
});

test('twelve webhooks of 15 MiB at once are taken or asked to come again, and small ones are taken meanwhile', async () => {
  const answers = await unharmed(() => times(12, () => webhooks.post('/api/alert_history', webhook(15 * MIB))));
  expect(statuses(answers).filter((status) => ![204, 503].includes(status))).toEqual([]);
  for (const { status, headers } of answers) expect([status, headers.get('retry-after')]).toEqual([status, status === 503 ? '1' : null]);
}, 120_000);

test('a tenant that sends as much as it can has its share, and no more', async () => {
  const own = client(
    () => collect,
    () => ({ authorization: `Bearer ${tenant}` }),
  );
  const answers = await unharmed(() => times(8, () => own.post('/api/alert_history', webhook(15 * MIB))));
  expect(statuses(answers).filter((status) => ![204, 503].includes(status))).toEqual([]);
  expect(statuses(answers)).toContain(503);
}, 120_000);

test('a webhook of nothing but empty lists costs its sender a 400, and nobody else anything', async () => {
  const body = `{"alerts":[${Array(5 * MIB)
    .fill('[]')
    .join()}]}`;
  expect(statuses(await unharmed(() => times(4, () => webhooks.post('/api/alert_history', body))))).toEqual([400]);
}, 60_000);

test('events of 16 MiB are a 413 before their key is known', async () => {
  const body = JSON.stringify({ integrationKey: KEY, details: 'x'.repeat(16 * MIB - 100) });
  const anonymous = client(
    () => gateway,
    () => ({}),
  );
  expect(statuses(await unharmed(() => times(8, () => anonymous.post('/api/events', body))))).toEqual([413]);
});

test('events whose bodies do not come are a 408 after five seconds, and take nothing from webhooks', async () => {
  const answers = await unharmed(async () => {
    const sockets = await times(100, (i) => halfOf(i % 2 ? gateway : collect, '/api/events'));
    return times(sockets.length, async (i) => String((await once(sockets[i] as Socket, 'data'))[0]));
  });
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1.1 408 .*"code":"body-stalled"/s);
}, 60_000);

test('webhooks whose bodies do not come are a 408, and take nothing from the others', async () => {
  const answers = await unharmed(async () => {
    const sockets = await times(100, (i) => halfOf(i % 2 ? gateway : collect, '/api/alert_history', `authorization: Bearer ${tenant}\r\n`));
    return times(sockets.length, async (i) => String((await once(sockets[i] as Socket, 'data'))[0]));
  });
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1.1 408 /);
}, 60_000);

test('a sender that hangs up in the middle of a body harms nobody', async () => {
  await unharmed(async () => {
    for (const route of ['/api/events', '/api/alert_history', '/api/organizations', '/nope'])
      for (const url of [gateway, collect])
        await times(20, async () => (await halfOf(url, route, `authorization: Bearer ${SECRET}\r\n`)).destroy());
  });
});

test('a flood of unknown integration keys is a 429 for them, and for nobody else', async () => {
  const anonymous = client(
    () => gateway,
    () => ({}),
  );
  const event = (integrationKey: string) =>
    anonymous.post('/api/events', { integrationKey, eventType: 'COMMENT', alertKey: 'none', comment: 'c' });
  const answers = await unharmed(() => times(400, (i) => event(`unknown-${i}`)));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(60);
  expect(statuses(answers).filter((status) => ![401, 429, 503].includes(status))).toEqual([]);
  expect((await event(KEY)).status).toBe(202);
});

test('an integration key has 600 events a minute', async () => {
  const anonymous = client(
    () => collect,
    () => ({}),
  );
  const outcomes: number[] = [];
  await unharmed(async () => {
    for (let i = 0; i < 15; i++) {
      const answers = await times(50, () =>
        anonymous.post('/api/events', { integrationKey: KEY, eventType: 'COMMENT', alertKey: 'none', comment: 'c' }),
      );
      outcomes.push(...answers.map(({ status }) => status));
    }
  });
  expect(outcomes.filter((status) => status === 202).length).toBeLessThanOrEqual(600);
  expect(outcomes).toContain(429);
}, 60_000);
