import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { variables } from '#runtime';
import { readEpisode } from '../apps/gateway/src/import/episode-line.js';

const ROOT = path.resolve(__dirname, '..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const pages = ['README.md', 'ARCHITECTURE.md', 'AGENTS.md', ...readdirSync(path.join(ROOT, 'docs')).map((file) => `docs/${file}`)];
/** What tests, Node itself or KEDA read, and no app. */
const OF_OTHERS = ['KEDA_DATABASE_URL', 'NODE_EXTRA_CA_CERTS', 'S3_TEST_ENDPOINT', 'S3_TEST_BUCKET'];
const paths = Object.keys(JSON.parse(read('openapi.json')).paths);

describe.each(pages)('%s', (page) => {
  const text = read(page);

  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => link).filter((link) => !/^https?:/.test(link));
    expect(links.filter((link) => !existsSync(path.join(ROOT, path.dirname(page), link)))).toEqual([]);
  });

  it('names routes that the API has', () => {
    const named = [...text.matchAll(/(?:GET|POST|PUT|DELETE) `?(\/(?:api|reports|logs|downloads)[\w/{}.-]*)/g)].map(
      ([, route = '']) => route,
    );
    const known = (route: string): boolean => paths.some((one) => one.replace(/\{\w+\}/g, '{}') === route.replace(/\{\w+\}/g, '{}'));
    expect(named.filter((route) => !known(route) && !route.startsWith('/api/docs'))).toEqual([]);
  });

  it('names settings that the code reads', () => {
    const found = [...text.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)];
    const names = found.map(([, name = '']) => (name in variables ? name : name.replace(/_FILE$/, '')));
    expect(names.filter((name) => !(name in variables) && !OF_OTHERS.includes(name))).toEqual([]);
  });
});

const alertmanager = process.env.TEST_ALERTMANAGER_BIN;
const prometheus = process.env.TEST_PROMETHEUS_BIN;
const blocks = [...read('docs/alertmanager.md').matchAll(/```yaml\n# (\S+)\n([\s\S]*?)```/g)].map(
  ([, name = '', body = '']) => [name, body] as const,
);

(alertmanager && prometheus ? describe : describe.skip)('the configurations to paste', () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'alertledger-docs-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  it.each(blocks)('%s is accepted by its program', (name, body) => {
    const file = path.join(dir, name);
    writeFileSync(file, body);
    writeFileSync(path.join(dir, 'webhook-token'), 'a-secret');
    const beside = (program: string | undefined, tool: string): string => path.join(path.dirname(program ?? ''), tool);
    const [program, ...args] = name.startsWith('alertmanager')
      ? [beside(alertmanager, 'amtool'), 'check-config']
      : [beside(prometheus, 'promtool'), 'check', 'config'];
    const { status, stdout, stderr } = spawnSync(program, [...args, file], { encoding: 'utf8' });
    expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, '']);
  });

  it('are three', () => {
    expect(blocks).toHaveLength(3);
  });
});

const EXPORTED = {
  opsgenie: {
    data: [
      {
        id: '70-1',
        alias: 'event',
        message: 'Disk',
        status: 'closed',
        tags: ['a', 'b'],
        createdAt: '2026-03-21T20:32:52.900Z',
        source: 'db-1',
        priority: 'P2',
        report: { ackTime: 15702, closeTime: 60503 },
      },
      { id: '70-2', message: 'Probe', status: 'open', createdAt: '2026-04-21T20:32:52.353Z', priority: 'P5' },
    ],
  },
  oncall: {
    results: [
      {
        id: 'I68',
        integration_id: 'CFR',
        created_at: '2026-05-19T12:37:01.430444Z',
        resolved_at: '2026-05-19T13:37:01.429805Z',
        acknowledged_at: null,
        title: 'Memory',
      },
      { id: 'I69', integration_id: 'CFR', created_at: '2026-05-19T12:37:01Z', resolved_at: null, acknowledged_at: null, title: null },
    ],
  },
};

const hasJq = process.env.CI === 'true' || spawnSync('jq', ['--version']).status === 0;
if (!hasJq) process.stderr.write('\nSKIPPING the commands of docs/migrating.md: jq is not on PATH\n');
(hasJq ? describe : describe.skip)('docs/migrating.md', () => {
  const commands = [...read('docs/migrating.md').matchAll(/```sh\n(jq [\s\S]*?)```/g)].map(([, command = '']) => command);

  it.each(Object.entries(EXPORTED))('turns what %s exports into lines that the import takes', (name, exported) => {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'alertledger-migrating-'));
    writeFileSync(path.join(dir, `${name}.ndjson`), JSON.stringify(exported));
    const { status, stderr } = spawnSync('bash', ['-ec', commands.find((command) => command.includes(`${name}.ndjson`)) ?? 'exit 9'], {
      cwd: dir,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    const lines = readFileSync(path.join(dir, 'episodes.ndjson'), 'utf8').trim().split('\n');
    rmSync(dir, { recursive: true });
    const [ended, open] = lines.map((line) => readEpisode(line, { now: Date.UTC(2026, 5, 1), oldest: null }).observation);
    expect(lines).toHaveLength(2);
    expect(Number(ended?.endsAt)).toBeGreaterThan(Number(ended?.startsAt));
    expect(open?.endsAt).toBeNull();
  });
});
