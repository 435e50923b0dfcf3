import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { variables } from '#runtime';
import { Command, canContain, PORTS } from '#test/commands';
import { useDatabase } from '#test/database';
import { build } from '#test/launcher';
import { containersOf, manifestsOf, probePaths, workloadsOf } from '#test/manifests';
import { until } from '#test/until';

const ENTRY = 'docker/alertledger.mjs';
const WRITE =
  "for (const dir of ['.', '/', '/var/tmp']) try { require('fs').writeFileSync(dir + '/x', ''); console.log('wrote', dir) } catch (e) { console.log(e.code) }";

/** The paths that the probes of the manifests ask for, by app. */
const probed = Object.fromEntries(
  containersOf(workloadsOf(manifestsOf('prod'))).map((container) => [container.name, probePaths(container)]),
);

jest.setTimeout(120_000); // programs start here, several a test
beforeAll(build, 180_000);
const database = useDatabase();
const env = (): NodeJS.ProcessEnv => ({ DATABASE_URL: database.url, WEBHOOK_TOKEN: 'a-secret', LOG_LEVEL: 'warn' });

(canContain() ? describe : describe.skip)('the image, as uid 10001 with a read-only root', () => {
  it('has nothing to write to but /tmp', async () => {
    const probe = await Command.start(['-e', `${WRITE}; console.log(process.getuid())`], {}, 'contained');
    await probe.exited;
    expect(probe.output.trim().split('\n')).toEqual(['EROFS', 'EROFS', 'EROFS', '10001']);
  });

  it('migrates, and migrates again', async () => {
    for (const _ of ['first', 'second']) {
      const migrate = await Command.start([ENTRY, 'migrate'], env(), 'contained');
      expect([await migrate.exited, migrate.output]).toEqual([0, '']);
    }
  });

  it.each(Object.keys(PORTS))('%s serves, says so to its health check, and ends with 0 although a silent socket is open', async (app) => {
    const command = await Command.start([ENTRY, app], env(), 'contained');
    await command.ready();
    const { port } = new URL(command.url);
    for (const path of probed[app] ?? []) await until(async () => (await fetch(command.url + path)).status === 200);
    const check = await Command.start([ENTRY, 'healthcheck', app], { [PORTS[app] ?? '']: port }, 'contained');
    expect([await check.exited, check.output]).toEqual([0, '']);
    const silent = connect(Number(port), '127.0.0.1');
    await once(silent, 'connect');
    silent.on('error', () => undefined);
    expect([await command.stop(), command.output]).toEqual([0, '']);
  });
});

it('an export-worker whose queue refuses it serves all the same, and ends with 0 when it is told to', async () => {
  await database.store.query('ALTER SCHEMA bullmq RENAME TO away');
  const command = await Command.start([ENTRY, 'export-worker'], env(), 'plain');
  await command.ready();
  expect(await command.stop()).toBe(0);
  await database.store.query('ALTER SCHEMA away RENAME TO bullmq');
});

it.each(Object.keys(PORTS))('%s ends with 0 when it is told to stop while it waits for the database', async (app) => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const waiting = once(silent, 'connection');
  const command = await Command.start([ENTRY, app], { ...env(), DATABASE_URL: `postgres://nobody@127.0.0.1:${port}/none` }, 'plain');
  const [socket] = await waiting;
  expect([await command.stop(), command.output]).toEqual([0, '']);
  socket.destroy();
  silent.close();
});

it.each(Object.keys(PORTS))('%s waits for the migrate job, says so, and serves when it is done', async (app) => {
  await database.store.query('DROP SCHEMA bullmq CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const command = await Command.start([ENTRY, app], { ...env(), LOG_LEVEL: 'error' }, 'plain');
  const get = (path: string): Promise<Response | undefined> => fetch(command.url + path).catch(() => undefined);
  await until(async () => (await get('/readyz'))?.status === 503);
  expect(await (await get('/readyz'))?.json()).toEqual({
    status: 'unavailable',
    problem: expect.stringMatching(/^waiting for the migrate job: \d+ migrations are missing$/),
  });
  expect((await get('/healthz'))?.status).toBe(200);
  const refused = await get('/api/alerts/totals');
  expect([refused?.status, await refused?.json()]).toEqual([503, { code: 503, message: expect.any(String), data: {} }]);
  const migrate = await Command.start([ENTRY, 'migrate'], env(), 'plain');
  expect([await migrate.exited, migrate.output]).toEqual([0, '']);
  await command.ready();
  expect([await command.stop(), command.output]).toEqual([0, '']);
});

it('every app is probed at three paths, on the port that is its default', () => {
  expect(Object.values(probed).map((paths) => paths.length)).toEqual(expect.arrayContaining([3, 3, 3]));
  const ports = containersOf(workloadsOf(manifestsOf('prod'))).flatMap(({ name, ports = [] }) =>
    ports.map((port) => [name, port.containerPort]),
  );
  const { GATEWAY_PORT, COLLECT_PORT, EXPORT_WORKER_PORT } = variables;
  expect(Object.fromEntries(ports)).toEqual({
    gateway: GATEWAY_PORT.fallback,
    collect: COLLECT_PORT.fallback,
    'export-worker': EXPORT_WORKER_PORT.fallback,
  });
});

it('the export-worker does not start with a directory that it cannot write', async () => {
  const command = await Command.start([ENTRY, 'export-worker'], { ...env(), EXPORT_STORAGE: 'file:///dev/null/exports' }, 'plain');
  expect(await command.exited).toBe(1);
  expect(command.output).toMatch(
    /^EXPORT_STORAGE: "file:\/\/\/dev\/null\/exports" cannot be written: .* \(example: EXPORT_STORAGE=\S+\)\n$/,
  );
});

describe('the command of the image', () => {
  it.each([['--help'], ['gateway', '--help'], ['migrate', '-h']])('%s %s says what there is', async (...args) => {
    const command = await Command.start([ENTRY, ...args], {}, 'plain');
    expect(await command.exited).toBe(0);
    for (const name of ['gateway', 'collect', 'export-worker', 'migrate', 'healthcheck']) expect(command.output).toContain(`\n  ${name}`);
  });

  it.each([
    [['gatewy'], 64, 'gatewy is no command: gateway, collect, export-worker, migrate, healthcheck'],
    [['healthcheck', 'redis'], 1, 'redis is no app: gateway, collect, export-worker'],
    [['migrate'], 1, 'DATABASE_URL: is not set (example: DATABASE_URL=postgres://user:password@db:5432/alertledger)'],
  ])('%p ends with %d and one line', async (args, code, line) => {
    const command = await Command.start([ENTRY, ...args], {}, 'plain');
    expect([await command.exited, command.output]).toEqual([code, `${line}\n`]);
  });
});
