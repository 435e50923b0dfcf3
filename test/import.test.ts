import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { audit } from '#persistence';
import { mintDevToken } from '#runtime';
import { Command } from '#test/commands';
import { CLAIMS, useGateway } from '#test/gateway';
import { build } from '#test/launcher';
import { until } from '#test/until';

const LINES = 20_000;
const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 2, 1);
const dir = mkdtempSync(path.join(tmpdir(), 'alertledger-import-'));
const file = path.join(dir, 'history.ndjson');

const gateway = useGateway();
const count = async (): Promise<number> => (await gateway.database.store.query('SELECT count(*) AS n FROM episode'))[0].n;

/** Three months of five organizations. Some episodes run on, some are acknowledged. */
const line = (i: number): string => {
  const start = START + ((i * 7_919) % LINES) * 400_000;
  const ends = i % 50 > 0 && { ends_at: new Date(start + (i % 90) * 60_000).toISOString() };
  const acknowledged = i % 3 === 0 && { acknowledged_at: new Date(start + 30_000).toISOString() };
  const organization_id = ['cafe', 'deli', 'kiosk', 'bar', 'north'][i % 5];
  const severity = ['critical', 'warning', 'info'][i % 3];
  const labels = { instance: `web-${i % 40}` };
  return JSON.stringify({
    ...{ organization_id, alertname: `Alert${i % 17}`, fingerprint: `f${i}`, starts_at: new Date(start).toISOString() },
    ...{ severity, labels, ...ends, ...acknowledged },
  });
};

beforeAll(build, 180_000);
beforeAll(() => writeFileSync(file, `${Array.from({ length: LINES }, (_, i) => line(i)).join('\n')}\n`));
afterAll(() => rmSync(dir, { recursive: true }));

const begin = async (): Promise<Command> => {
  const who = { organization: 'owner', subject: 'mira', scope: '', roles: ['ADMIN'], ttl: '1h', claims: CLAIMS };
  const ALERTLEDGER_TOKEN = await mintDevToken(gateway.keys, who);
  return Command.start(['dist/tools/import.js', file, '--url', gateway.url], { ALERTLEDGER_TOKEN }, 'plain');
};
const imported = async (): Promise<[number | null, string | undefined]> => {
  const command = await begin();
  return [await command.exited, command.output.split('\n').find((one) => one.includes(' received, '))];
};

test('an import that was killed midway is made whole by sending the file again, and a third time changes nothing', async () => {
  const killed = await begin();
  await until(async () => (await count()) > 0);
  await killed.kill();
  expect(await count()).toBeLessThan(LINES);
  const [code, said] = await imported();
  expect([code, await count()]).toEqual([0, LINES]);
  const [, inserted, unchanged] = /(\d+) inserted, 0 updated, (\d+) unchanged, 0 rejected/.exec(said ?? '') ?? [];
  expect(Number(inserted) + Number(unchanged)).toBe(LINES);
  expect(Number(unchanged)).toBeGreaterThan(0);
  expect(await imported()).toEqual([0, `${LINES} received, 0 inserted, 0 updated, ${LINES} unchanged, 0 rejected`]);
}, 180_000);

test('what was imported is counted exactly', async () => {
  const { history } = (await gateway.as('owner').get('/api/alerts/totals')).body.data;
  const { pagination } = (await gateway.as('owner').get(`/api/alerts/history?from_date=${new Date(START - DAY_MS).toISOString()}`)).body
    .data;
  expect([history, pagination.total_count]).toEqual([LINES * 0.98, LINES * 0.98]);
  expect(await audit(gateway.database.store, { mode: 'report', report: () => undefined })).toBe(0);
});
