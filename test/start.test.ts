import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { useDatabase } from './support/database.js';
import { freePort } from './support/free-port.js';
import { build, Launcher, newPlace, type Place, processesOf, removePlace } from './support/launcher.js';
import { until } from './support/until.js';

type Totals = { active: number; history: number };
const READY = /^ready: gateway http:\/\/127\.0\.0\.1:\d+ collect http:\/\/127\.0\.0\.1:\d+ export-worker http:\/\/127\.0\.0\.1:\d+$/;
jest.setTimeout(120_000);
const database = useDatabase();
beforeAll(build);

async function totals(launcher: Launcher, persona: string): Promise<Totals> {
  const token = (await launcher.line(new RegExp(`^token ${persona} `))).split(' ').at(-1);
  const gateway = (await launcher.line(READY)).split(' ')[2];
  const answer = await fetch(`${gateway}/api/alerts/totals`, { headers: { authorization: `Bearer ${token}` } });
  return JSON.parse(await answer.text()).data;
}

const pidOf = ({ dir }: Place, part: RegExp): number => processesOf(dir).find((one) => part.test(one.command))?.pid ?? 0;

/** Until another process has taken the killed one's place and serves. */
async function healed(place: Place, part: RegExp, killed: number, url: string): Promise<void> {
  await until(async () => {
    const pid = pidOf(place, part);
    const answer = pid && pid !== killed ? await fetch(`${url}/readyz`).catch(() => undefined) : undefined;
    return answer?.ok ?? false;
  });
}

describe('npm start', () => {
  let place: Place;
  let launcher: Launcher;
  let history = 0;
  beforeAll(async () => {
    place = await newPlace();
  });
  afterAll(() => removePlace(place));

  it('brings up everything from an empty directory and says so once', async () => {
    launcher = new Launcher(place, 'npm');
    await launcher.line(/^try: curl /);
    expect(launcher.lines.filter((line) => line.startsWith('ready:'))).toEqual([expect.stringMatching(READY)]);
    for (const url of Object.values(place.urls)) expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it('has a history to show to each level, less the lower one stands', async () => {
    const seen = [];
    for (const persona of ['owner', 'distributor', 'reseller', 'customer']) seen.push((await totals(launcher, persona)).history);
    expect(seen).toEqual([...seen].sort((a, b) => b - a));
    expect(seen.at(-1)).toBeGreaterThan(10);
    history = seen[0] ?? 0;
  });

  it('answers the line it offers to try with alerts that are active', async () => {
    const [, token, url] = /Bearer (\S+)' (\S+)$/.exec(await launcher.line(/^try: /)) ?? [];
    await until(async () => {
      const answer = await fetch(String(url), { headers: { authorization: `Bearer ${token}` } });
      return JSON.parse(await answer.text()).data.active > 0;
    });
  });

  it('starts again whatever is killed', async () => {
    const programs: [RegExp, string][] = [
      [/apps\/gateway\//, place.urls.GATEWAY_PORT],
      [/apps\/collect\//, place.urls.COLLECT_PORT],
      [/apps\/export-worker\//, place.urls.EXPORT_WORKER_PORT],
      [/bin\/postgres/, place.urls.GATEWAY_PORT],
    ];
    for (const [part, url] of programs) {
      const pid = pidOf(place, part);
      process.kill(pid, 'SIGKILL');
      await healed(place, part, pid, url);
    }
  });

  it('refuses a second start on the same data directory', async () => {
    const other = await newPlace({ DATA_DIR: place.dir });
    const second = new Launcher(other);
    expect(await second.ended()).toBe(1);
    expect(second.lines.at(-1)).toMatch(/^DATA_DIR: .* is in use by another start/);
    expect((await totals(launcher, 'owner')).history).toBeGreaterThanOrEqual(history);
    removePlace(other);
  });

  it('takes over what a killed launcher left', async () => {
    process.kill(pidOf(place, /^\S*node dist\/tools\/start/), 'SIGKILL');
    await launcher.ended();
    const postgres = pidOf(place, /bin\/postgres/);
    launcher = new Launcher(place, 'npm');
    await launcher.line(READY);
    expect(pidOf(place, /bin\/postgres/)).toBe(postgres);
  });

  it('ends with npm and leaves no process', async () => {
    expect((await totals(launcher, 'owner')).history).toBeGreaterThanOrEqual(history);
    await launcher.stop('SIGTERM');
    await until(() => processesOf(place.dir).length === 0);
    for (const url of Object.values(place.urls)) await expect(fetch(url)).rejects.toThrow();
  });

  it('keeps the data, does not load the fleet again, and ends with Ctrl-C', async () => {
    launcher = new Launcher(place, 'npm');
    await launcher.line(/^try: curl /);
    expect(launcher.lines.filter((line) => /demo fleet loaded/.test(line))).toEqual([]);
    expect((await totals(launcher, 'owner')).history).toBeGreaterThanOrEqual(history);
    await launcher.stop('SIGINT', true);
    expect(processesOf(place.dir)).toEqual([]);
  });
});

it.each(['gateway', 'collect', 'export-worker'])('%s ends when its launcher is gone before it serves', async (app) => {
  const port = await freePort();
  const own = {
    DATABASE_URL: database.url,
    ALERTMANAGER_URL: 'http://127.0.0.1:1',
    [`${app.toUpperCase().replace('-', '_')}_PORT`]: String(port),
  };
  const env = { ...process.env, ...own };
  const child = fork(path.join('dist', 'apps', app, 'src', 'main.js'), { env, stdio: 'ignore' });
  child.disconnect();
  await until(
    async () => child.exitCode !== null || ((await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.ok ?? false),
  );
  const code = child.exitCode;
  child.kill('SIGKILL');
  expect(code).toBe(0);
});

describe('npm start without the demo', () => {
  it('brings up an empty database with its owner', async () => {
    const place = await newPlace({ DEMO: 'off', OWNER_ORGANIZATION: 'head-office' });
    const launcher = new Launcher(place);
    expect(await totals(launcher, 'owner')).toMatchObject({ active: 0, history: 0 });
    expect(launcher.lines.filter((line) => line.startsWith('token '))).toHaveLength(1);
    expect(processesOf(place.dir).filter((one) => one.command.includes('simulator'))).toEqual([]);
    await launcher.stop('SIGTERM', true);
    expect(processesOf(place.dir)).toEqual([]);
    removePlace(place);
  });
});

describe('npm start with something wrong', () => {
  const breaches: [string, NodeJS.ProcessEnv, RegExp][] = [
    [
      'a variable',
      { REFRESH_INTERVAL_SECONDS: 'soon' },
      /^REFRESH_INTERVAL_SECONDS: "soon" is .* \(example: REFRESH_INTERVAL_SECONDS=60\)$/,
    ],
    ['half of an identity provider', { AUTH_ISSUER: 'https://login.example' }, /^AUTH_JWKS_URI: /],
    ['two apps on one port', { GATEWAY_PORT: '39999', COLLECT_PORT: '39999' }, /^COLLECT_PORT: 39999 is also the value of GATEWAY_PORT/],
    [
      'a database that refuses the caller',
      { DATABASE_URL: (process.env.TEST_DATABASE_URL ?? '').replace(/:[^:@]*@/, ':wrong@') },
      /^DATABASE_URL: /,
    ],
  ];
  it.each(breaches)('%s: says it in one line, ends with code 1 and leaves nothing', async (_, env, message) => {
    const place = await newPlace(env);
    const launcher = new Launcher(place);
    expect(await launcher.ended()).toBe(1);
    expect(launcher.lines.at(-1)).toMatch(message);
    expect(processesOf(place.dir)).toEqual([]);
    removePlace(place);
  });

  it('a data directory that holds something else: the same', async () => {
    const place = await newPlace();
    mkdirSync(path.join(place.dir, 'postgres'));
    writeFileSync(path.join(place.dir, 'postgres', 'diary.txt'), 'dear diary');
    const launcher = new Launcher(place);
    expect(await launcher.ended()).toBe(1);
    expect(launcher.lines.at(-1)).toMatch(/^DATA_DIR: .*postgres is not empty/);
    removePlace(place);
  });

  it('a port in use: the same', async () => {
    const place = await newPlace();
    const busy = new URL(process.env.TEST_DATABASE_URL ?? '').port;
    const launcher = new Launcher({ ...place, env: { ...place.env, COLLECT_PORT: busy } });
    expect(await launcher.ended()).toBe(1);
    expect(launcher.lines.at(-1)).toMatch(new RegExp(`^COLLECT_PORT: port ${busy} is in use`));
    expect(processesOf(place.dir)).toEqual([]);
    removePlace(place);
  });
});
