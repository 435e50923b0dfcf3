import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { Command, PORTS } from '#test/commands';
import { useDatabase } from '#test/database';
import { build } from '#test/launcher';

type Rule = {
  alert?: string;
  record?: string;
  expr: string;
  labels?: { severity?: string };
  annotations?: { summary?: string; runbook?: string };
};
type Test = { alert_rule_test: { alertname: string; exp_alerts: object[] }[] };
type Panel = { title: string; fieldConfig: { defaults: { unit?: string } }; targets: { expr: string; legendFormat?: string }[] };
type Dashboard = { panels: Panel[] };

const ROOT = path.resolve(__dirname, '..');
const MIXIN = path.join(ROOT, 'k8s', 'mixin');
const read = (...file: string[]): string => readFileSync(path.join(MIXIN, ...file), 'utf8');
const rules: Rule[] = parse(read('rules.yaml')).groups.flatMap((group: { rules: Rule[] }) => group.rules);
const alerts = rules.filter((rule) => rule.alert !== undefined);
const dashboards: Dashboard[] = readdirSync(path.join(MIXIN, 'dashboards')).map((file) => JSON.parse(read('dashboards', file)));

const panels = dashboards.flatMap((dashboard) => dashboard.panels);

const prometheus = process.env.TEST_PROMETHEUS_BIN;
(prometheus ? describe : describe.skip)('promtool', () => {
  const promtool = (...args: string[]): [number | null, string] => {
    const program = path.join(path.dirname(prometheus ?? ''), 'promtool');
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: MIXIN, encoding: 'utf8' });
    return [status, status === 0 ? '' : stdout + stderr];
  };
  it.each([
    ['check', 'rules.yaml'],
    ['test', 'tests.yaml'],
  ])('%s rules %s', (command, file) => {
    expect(promtool(command, 'rules', file)).toEqual([0, '']);
  });

  it('parses every query of the dashboards', () => {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'alertledger-panels-'));
    const queries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '5m')));
    const rules = queries.map((expr, i) => ({ record: `panel:${i}`, expr }));
    writeFileSync(path.join(dir, 'panels.yaml'), stringify({ groups: [{ name: 'panels', rules }] }));
    expect(promtool('check', 'rules', path.join(dir, 'panels.yaml'))).toEqual([0, '']);
    rmSync(dir, { recursive: true });
  });
});

describe('the alerts', () => {
  it('each have a severity, a summary and a runbook', () => {
    const headings = readFileSync(path.join(MIXIN, '..', '..', 'docs', 'runbooks.md'), 'utf8').match(/^## \w+/gm) ?? [];
    expect(headings).toEqual(alerts.map(({ alert }) => `## ${alert}`));
    for (const { alert, labels, annotations } of alerts) {
      expect(['critical', 'warning']).toContain(labels?.severity);
      expect(annotations?.summary).toBeTruthy();
      expect(annotations?.runbook).toBe(`docs/runbooks.md#${alert?.toLowerCase()}`);
    }
  });

  it('are each tested firing and not firing', () => {
    const tested: Test[] = parse(read('tests.yaml')).tests;
    const stories = tested
      .flatMap((test) => test.alert_rule_test)
      .map(({ alertname, exp_alerts }) => `${alertname} ${exp_alerts.length > 0}`);
    expect(stories.sort()).toEqual(alerts.flatMap(({ alert }) => [`${alert} false`, `${alert} true`]).sort());
  });
});

it('every panel has a title of its own, a unit and a legend', () => {
  expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
  expect(panels.filter(({ fieldConfig }) => !fieldConfig.defaults.unit).map(({ title }) => title)).toEqual([]);
  expect(panels.filter(({ targets }) => targets.some((target) => !target.legendFormat)).map(({ title }) => title)).toEqual([]);
});

/** `version`, `revision` and `node` are of the build. */
const FEW = [
  'event',
  'kind',
  'method',
  'node',
  'outcome',
  'reason',
  'revision',
  'route',
  'state',
  'status',
  'table',
  'task',
  'type',
  'version',
];

it('no label of a metric names a tenant, an organization, a caller or an alert: all have few values', () => {
  const sources = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(ROOT, folder, file)),
  );
  const code = sources.filter((file) => /(?<!\.test)\.ts$/.test(file)).map((file) => readFileSync(file, 'utf8'));
  const labels = code.flatMap((text) =>
    [...text.matchAll(/labelNames: \[([^\]]*)\]/g)].flatMap(([, names = '']) => names.match(/\w+/g) ?? []),
  );
  expect([...new Set(labels)].sort()).toEqual(FEW);
});

describe('every metric of the rules and dashboards', () => {
  const database = useDatabase();
  const exported = new Set(['up', ...rules.flatMap(({ record }) => record ?? [])]);
  beforeAll(async () => {
    build();
    for (const app of Object.keys(PORTS)) for (const name of await metricsOf(app)) exported.add(name);
  }, 180_000);

  const metricsOf = async (app: string): Promise<string[]> => {
    const env = { DATABASE_URL: database.url, WEBHOOK_TOKEN: 'a-secret', LOG_LEVEL: 'warn' };
    const command = await Command.start(['docker/alertledger.mjs', app], env, 'plain');
    await command.ready();
    const page = await (await fetch(`${command.url}/metrics`)).text();
    await command.stop();
    return [...page.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
  };

  it.each([
    ['rules', rules.map(({ expr }) => expr)],
    ['dashboards', panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))],
  ])('is exported by the running apps: %s', (_, expressions) => {
    const used = new Set(expressions.flatMap(metricsIn));
    expect(used.size).toBeGreaterThan(3);
    expect([...used].filter((name) => !exported.has(name) && !exported.has(name.replace(/_(bucket|count|sum)$/, '')))).toEqual([]);
  });
});

const WORDS = ['and', 'or', 'unless', 'by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'offset', 'bool'];

/** The names in a PromQL expression that are neither functions nor labels. */
function metricsIn(expression: string): string[] {
  const bare = expression
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replace(/\b(by|without|on|ignoring)\s*\([^)]*\)/g, ' ');
  return [...bare.matchAll(/[a-zA-Z_:][\w:]*(?!\s*\(|[\w:])/g)].map(([name]) => name).filter((name) => !WORDS.includes(name));
}
