import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.js';
import { until } from './until.js';

export type RealAlertmanager = {
  url: string;
  call(method: string, where: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
};

/** Who is told of alerts at once, and of their end. */
export type Receiver = { readonly url: string; readonly token: string };

/** The program itself, on a free port, with nothing in it. */
export async function startAlertmanager(program: string, receiver?: Receiver): Promise<RealAlertmanager> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'alertmanager-'));
  writeFileSync(path.join(dir, 'am.yml'), JSON.stringify(configuration(receiver)));
  const port = await freePort();
  const listen = [`--web.listen-address=127.0.0.1:${port}`, '--cluster.listen-address='];
  const child = spawn(program, ['--config.file=am.yml', '--storage.path=.', ...listen, '--log.level=error'], { cwd: dir, stdio: 'ignore' });
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  await until(async () => {
    if (child.exitCode !== null) throw new Error('the Alertmanager ended');
    return (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok === true;
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
    rmSync(dir, { recursive: true });
  };
  return { url, call: (method, where, body) => call(`${url}/api/v2/${where}`, method, body), stop };
}

// JSON is YAML.
const configuration = (receiver: Receiver | undefined): object => ({
  route: { receiver: 'ledger', group_by: ['...'], group_wait: '0s', group_interval: '1s' },
  receivers: [
    {
      name: 'ledger',
      webhook_configs: receiver
        ? [{ url: receiver.url, send_resolved: true, http_config: { authorization: { type: 'Bearer', credentials: receiver.token } } }]
        : [],
    },
  ],
});

async function call(url: string, method: string, body: unknown): Promise<unknown> {
  const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(url, { method, ...json });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}
