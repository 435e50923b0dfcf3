import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.js';
import { until } from './until.js';

/** Labels of alerts that fire, by name. */
export type Rules = Readonly<Record<string, Readonly<Record<string, string>>>>;
/** Where it sends its alerts: an address, a path before `/api/v2/alerts`, and a Bearer secret. */
export type Target = { readonly url: string; readonly prefix: string; readonly token: string };
/** `history` is OpenMetrics text of before its start. */
type More = { readonly history?: string; readonly target?: Target };
export type RealPrometheus = { url: string; load(rules: Rules): Promise<void>; stop(): Promise<void> };

/** The program itself, on a free port, which evaluates the given rules twice a second. `history`: samples that it has, as OpenMetrics writes them. */
export async function startPrometheus(program: string, rules: Rules, { history, target }: More = {}): Promise<RealPrometheus> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'prometheus-'));
  if (history !== undefined) fill(program, dir, history);
  // JSON is YAML.
  const write = (file: string, content: object): void => writeFileSync(path.join(dir, file), JSON.stringify(content));
  write('prometheus.yml', {
    global: { evaluation_interval: '500ms' },
    rule_files: ['rules.yml'],
    ...(target && { alerting: alertingOf(target) }),
  });
  write('rules.yml', groupOf(rules));
  const port = await freePort();
  const options = [
    `--web.listen-address=127.0.0.1:${port}`,
    '--web.enable-lifecycle',
    '--storage.tsdb.path=data',
    '--storage.tsdb.retention.time=10y',
    '--log.level=error',
    '--rules.alert.resend-delay=1s',
  ];
  const child = spawn(program, ['--config.file=prometheus.yml', ...options], { cwd: dir, stdio: 'ignore' });
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  await until(async () => {
    if (child.exitCode !== null) throw new Error('Prometheus ended');
    return (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok === true;
  });
  const load = async (next: Rules): Promise<void> => {
    write('rules.yml', groupOf(next));
    if (!(await fetch(`${url}/-/reload`, { method: 'POST' })).ok) throw new Error('Prometheus refuses its rules');
  };
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
    rmSync(dir, { recursive: true, force: true });
  };
  return { url, load, stop };
}

function fill(program: string, dir: string, history: string): void {
  writeFileSync(path.join(dir, 'history.om'), history);
  const promtool = path.join(path.dirname(program), 'promtool');
  const { status, stderr } = spawnSync(promtool, ['tsdb', 'create-blocks-from', 'openmetrics', 'history.om', 'data'], {
    cwd: dir,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

const alertingOf = ({ url, prefix, token }: Target): object => ({
  alertmanagers: [{ path_prefix: prefix, authorization: { credentials: token }, static_configs: [{ targets: [new URL(url).host] }] }],
});

const groupOf = (rules: Rules): object => ({
  groups: [{ name: 'alerts', rules: Object.entries(rules).map(([alert, labels]) => ({ alert, expr: 'vector(1)', labels })) }],
});
