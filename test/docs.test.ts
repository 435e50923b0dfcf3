import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { variables } from '#runtime';

const ROOT = path.resolve(__dirname, '..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const pages = ['README.md', 'ARCHITECTURE.md', 'AGENTS.md', ...readdirSync(path.join(ROOT, 'docs')).map((file) => `docs/${file}`)];
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
    const names = [...text.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)].map(([, name = '']) => name.replace(/_FILE$/, ''));
    expect(names.filter((name) => !(name in variables))).toEqual([]);
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
