import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createDatabase, type TestDatabase } from '#test/database';
import { freePort } from '#test/free-port';
import { build } from '#test/launcher';
import { until } from '#test/until';

const ROOT = path.resolve(__dirname, '..');
let database: TestDatabase;
beforeAll(async () => {
  build();
  database = await createDatabase();
}, 120_000);
afterAll(() => database.drop?.());

function boot(env: Record<string, string>): { child: ChildProcess; said(): string; ended: Promise<unknown[]> } {
  const child = spawn(process.execPath, ['dist/apps/collect/src/main.js'], { cwd: ROOT, env: { PATH: process.env.PATH, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
  return { child, said: () => said, ended: once(child, 'close') };
}

test.each([
  [{ WEBHOOK_TOKEN: '' }, 'WEBHOOK_TOKEN: is not set (example: WEBHOOK_TOKEN=a-long-random-secret)'],
  [
    { WEBHOOK_TOKEN: 'new,,old' },
    'WEBHOOK_TOKEN: its value holds an empty part between its commas (example: WEBHOOK_TOKEN=a-long-random-secret)',
  ],
  [{ ALERTMANAGER_URL: 'alertmanager:9093' }, /^ALERTMANAGER_URL: "alertmanager:9093" does not begin with .*\(example: .*\)$/],
  [{ DATABASE_URL: '' }, /^DATABASE_URL: is not set \(example: .*\)$/],
])('a start with %j ends with one line', async (env, line) => {
  const { said, ended } = boot({ DATABASE_URL: database.url, WEBHOOK_TOKEN: 'secret', ...env });
  expect(await ended).toEqual([1, null]);
  const lines = said().trim().split('\n');
  expect(lines).toEqual([typeof line === 'string' ? line : expect.stringMatching(line)]);
});

test('it makes the owner, serves, and ends in peace when it is told to', async () => {
  const port = await freePort();
  const env = {
    OWNER_ORGANIZATION: 'harbour',
    COLLECT_PORT: String(port),
    ALERTMANAGER_URL: 'http://127.0.0.1:9',
    REFRESH_INTERVAL_SECONDS: '1',
  };
  const { child, ended } = boot({ DATABASE_URL: database.url, WEBHOOK_TOKEN: 'secret', ...env });
  await until(async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.status === 200);
  expect(await database.store.query('SELECT public_id, role FROM organization')).toEqual([{ public_id: 'harbour', role: 'owner' }]);
  await until(async () => (await database.store.query('SELECT FROM tenant_poll WHERE failing_since IS NOT NULL')).length > 0);
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
