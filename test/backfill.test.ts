import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Command } from '#test/commands';
import { createDatabase, type TestDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { build } from '#test/launcher';
import { type RealPrometheus, startPrometheus } from '#test/real-prometheus';
import { tell } from '#test/sightings';
import { until } from '#test/until';
import { Filling, KNOWN, RUNNING } from '../tools/backfill/fill.js';
import { wantedOf } from '../tools/backfill/options.js';
import { Server } from '../tools/backfill/server.js';

const program = process.env.TEST_PROMETHEUS_BIN ?? '';
const run = program ? describe : describe.skip;
const STEP_MS = 30_000;
const DAY_MS = 86_400_000;
const NOW = Math.floor(Date.now() / STEP_MS) * STEP_MS;

type Fired = { alertname: string; organization_id: string; from: number; until: number };
/** Steps before now. */
const fired = (alertname: string, organization_id: string, from: number, to: number): Fired => ({
  ...{ alertname, organization_id },
  ...{ from: NOW - from * STEP_MS, until: NOW - to * STEP_MS },
});
const STEPS_A_DAY = DAY_MS / STEP_MS;
const HISTORY: Fired[] = [
  ...Array.from({ length: 60 }, (_, i) =>
    fired(`Alert${i % 7}`, ['cafe', 'deli', 'bar'][i % 3] ?? '', 25_000 - i * 400, 25_000 - i * 400 - 5 - ((i * 13) % 150)),
  ),
  fired('LongOne', 'cafe', Math.round(5.5 * STEPS_A_DAY), Math.round(2.2 * STEPS_A_DAY)),
  fired('Foreign', 'nobody', 9_000, 8_900),
  fired('Now', 'bar', 40, 0),
];

/** One series after the other, as OpenMetrics wants it. `until` is the last sample. */
function openMetrics(history: readonly Fired[]): string {
  const series = new Map<string, number[]>();
  for (const { alertname, organization_id, from, until: last } of history) {
    const labels = `alertname="${alertname}",alertstate="firing",organization_id="${organization_id}",severity="critical"`;
    const at = series.get(labels) ?? [];
    for (let one = from; one <= last; one += STEP_MS) at.push(one);
    series.set(labels, at);
  }
  const lines = [...series].flatMap(([labels, at]) => at.sort((a, b) => a - b).map((one) => `ALERTS{${labels}} 1 ${one / 1000}`));
  return `# TYPE ALERTS gauge\n${lines.join('\n')}\n# EOF\n`;
}

run('a backfill', () => {
  let prometheus: RealPrometheus;
  let database: TestDatabase;

  beforeAll(async () => {
    prometheus = await startPrometheus(program, {}, { history: openMetrics(HISTORY) });
  }, 60_000);
  afterAll(() => prometheus.stop());
  beforeEach(async () => {
    database = await createDatabase();
    await plantFleet(database.store);
  });
  afterEach(async () => database.drop?.());

  const fill = async (...words: string[]) => {
    const wanted = wantedOf(['--url', prometheus.url, '--since', '30d', ...words]);
    if (!wanted) throw new Error('it shows its help');
    const server = new Server(wanted.upstream, wanted.tenant);
    try {
      return await new Filling(
        { store: database.store, server, wanted, retentionMonths: 0, now: new Date(NOW + 1_000) },
        () => undefined,
      ).run();
    } finally {
      await server.close();
    }
  };
  const episodes = () =>
    database.store.query(
      `SELECT s.alertname, o.public_id AS organization, e.starts_at, e.ends_at, e.recorded_at, e.resolution
         FROM episode e JOIN organization o ON o.id = e.organization_id JOIN series s ON s.organization_id = e.organization_id AND s.fingerprint = e.fingerprint
        ORDER BY e.starts_at, o.public_id`,
    );
  const known = HISTORY.filter(({ organization_id, alertname }) => organization_id !== 'nobody' && alertname !== 'Now').sort(
    (a, b) => a.from - b.from,
  );

  test('makes an episode of every alert that fired, from its first sample to a step after its last one', async () => {
    const done = await fill();
    expect(done).toMatchObject({
      recorded: known.length,
      left_out: { [RUNNING]: 1 },
      set_aside: { 'the organization is unknown': 1 },
      step_ms: STEP_MS,
    });
    const expected = known.map(({ alertname, organization_id, from, until: last }) => ({
      ...{ alertname, organization: organization_id, resolution: 'import' },
      ...{ starts_at: new Date(from), ends_at: new Date(last + STEP_MS), recorded_at: new Date(last + STEP_MS) },
    }));
    expect(await episodes()).toEqual(expected);
    expect(await fill()).toMatchObject({ recorded: 0, left_out: { [KNOWN]: known.length, [RUNNING]: 1 } });
    expect((await episodes()).length).toBe(known.length);
  });

  test('leaves out what overlaps an alert that is known, and no other', async () => {
    const long = known.find(({ alertname }) => alertname === 'LongOne');
    const startsAt = new Date((long?.until ?? 0) - DAY_MS);
    const labels = { alertname: 'LongOne', organization_id: 'cafe', severity: 'critical' };
    const { fingerprintOf } = await import('#persistence');
    await tell(database.store, [{ organization: 'cafe', fingerprint: fingerprintOf(labels), labels, alertname: 'LongOne', startsAt }]);
    expect(await fill()).toMatchObject({ recorded: known.length - 1, left_out: { [KNOWN]: 1 } });
  });

  test('counts in a dry run what would be recorded, and records nothing', async () => {
    expect(await fill('--dry-run')).toMatchObject({ recorded: known.length });
    expect(await episodes()).toEqual([]);
  });

  test('follows a run that is under way at its beginning back to where it began', async () => {
    const done = await fill('--since', '3d');
    const long = known.find(({ alertname }) => alertname === 'LongOne');
    expect((await episodes())[0]).toMatchObject({ alertname: 'LongOne', starts_at: new Date(long?.from ?? 0) });
    expect(done.recorded).toBe(known.filter(({ until: last }) => last >= NOW + 1_000 - 3 * DAY_MS).length);
  });

  test('takes labels that only the server adds for part of the alert', async () => {
    await fill('--external-labels', 'cluster=eu');
    const [{ labels }] = await database.store.query('SELECT labels FROM series LIMIT 1');
    expect(labels).toMatchObject({ cluster: 'eu' });
  });

  test('refuses a step below half the distance of the samples', async () => {
    await expect(fill('--step', '14s')).rejects.toThrow('the samples are 30s apart');
    expect((await fill('--step', '15s')).step_ms).toBe(15_000);
  });

  test('says how far it is, ends with what it came to, and goes on where it was stopped', async () => {
    await build();
    const words = ['dist/tools/backfill.js', '--url', prometheus.url, '--since', '30d'];
    const stopped = await Command.start(words, { DATABASE_URL: database.url }, 'plain');
    await until(() => stopped.output.split('\n').some((line) => /[1-9]\d* recorded/.test(line)));
    await stopped.kill();
    const again = await Command.start(words, { DATABASE_URL: database.url }, 'plain');
    expect(await again.exited).toBe(0);
    const lines = again.output.trim().split('\n');
    expect(lines.at(-1)).toMatch(/^\d+ recorded, \d+ left out, 1 set aside$/);
    expect(lines.filter((line) => / \d+% /.test(line)).length).toBeLessThan(31);
    const found: { alertname: string }[] = await episodes();
    expect(found.filter(({ alertname }) => alertname !== 'Now').length).toBe(known.length);
    const [{ n, ended }] = await database.store.query('SELECT count(*)::int AS n, count(ended_at)::int AS ended FROM backfill');
    expect([n, ended]).toEqual([1, 1]);
    const help = await Command.start(['dist/tools/backfill.js', '--help'], {}, 'plain');
    expect([await help.exited, help.output]).toEqual([0, expect.stringContaining('--dry-run')]);
  }, 180_000);
});

describe('an answer that is not whole', () => {
  let server: HttpServer;
  let answer: [status: number, body: object] = [200, {}];
  beforeAll(async () => {
    server = createServer((_, response) =>
      response.writeHead(answer[0], { 'content-type': 'application/json' }).end(JSON.stringify(answer[1])),
    );
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const matrix = { status: 'success', data: { resultType: 'matrix', result: [] } };
  test.each([
    ['failed', [500, { status: 'error', error: 'out of order' }], 'status 500: out of order'],
    ['warned', [200, { ...matrix, warnings: ['a store is away'] }], 'a store is away'],
    ['partial', [200, { ...matrix, isPartial: true }], 'not whole'],
    ['something else', [200, { status: 'success', data: { resultType: 'vector', result: [] } }], 'no samples'],
  ] as const)('%s is an error', async (_, given, message) => {
    answer = given as unknown as typeof answer;
    const wanted = wantedOf(['--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`, '--since', '1d']);
    if (!wanted) throw new Error('it shows its help');
    const source = new Server(wanted.upstream, null);
    await expect(source.samples(NOW - DAY_MS, NOW)).rejects.toThrow(message);
    await source.close();
  });
});

test.each([
  [['--since', '1d'], '--url must be a URL'],
  [['--url', 'http://p:9090'], '--since is missing'],
  [['--url', 'http://p:9090', '--since', 'yesterday'], '--since: "yesterday" is no duration'],
  [['--url', 'http://p:9090', '--since', '1d', '--external-labels', 'odd'], '--external-labels: "odd" is no label'],
])('%j is refused in one sentence', (words, message) => {
  expect(() => wantedOf(words)).toThrow(message);
});
