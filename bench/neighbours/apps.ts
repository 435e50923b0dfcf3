import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createWebhookToken } from '#persistence';
import { type DevToken, devKeys, mintDevToken } from '#runtime';
import { isRunning } from '../../tools/start/keep.js';
import { freePort } from '../../tools/start/ports.js';
import { answers, NODE_FLAGS } from '../../tools/start/programs.js';
import type { World } from '../world.js';

/** Where the apps are, and with what they are spoken to. */
export type Place = {
  readonly gateway: string;
  readonly collect: string;
  /** A token of the owner. */
  readonly token: string;
  /** `WEBHOOK_TOKEN`. */
  readonly secret: string;
  /** A tenant's own token for webhooks. */
  readonly tenant: string;
  /** The integration key of a source. */
  readonly key: string;
};
export type Apps = Place & { stop(): Promise<void> };

const compiled = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const CLAIMS: DevToken['claims'] = { organization: ['organization_id'], scope: ['scope'], roles: ['roles'] };
const WHO = {
  organization: 'owner',
  subject: 'bench',
  scope: 'read:systems report read:analytics',
  roles: ['ADMIN', 'report_admin'],
  ttl: '2h',
};

/** The three apps, each a process with the heap that the manifests give it. */
export async function startApps({ store, url, densest }: World): Promise<Apps> {
  const dir = mkdtempSync(path.join(tmpdir(), 'alertledger-bench-neighbours-'));
  const [secret, key] = ['a-secret-of-the-bench', 'key-of-the-bench'];
  const insert = `INSERT INTO alert_source (organization_id, name, integration_key) VALUES ($1, 'bench', $2)`;
  await store.query(insert, [densest.id, key]);
  const { token: tenant } = await createWebhookToken(store, densest.publicId);
  const children: ChildProcess[] = [];
  const begin = async (app: string, variable: string, more: NodeJS.ProcessEnv): Promise<string> => {
    const port = await freePort();
    const env = { PATH: process.env.PATH, DATABASE_URL: url, DATA_DIR: dir, LOG_LEVEL: 'silent', [variable]: String(port), ...more };
    const options = { env, execArgv: [...(NODE_FLAGS[app] ?? [])], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] as const };
    const child = fork(compiled(`../../apps/${app}/src/main.js`), { ...options, stdio: [...options.stdio] });
    children.push(child);
    const at = `http://127.0.0.1:${port}`;
    await answers(child, `${at}/readyz`);
    return at;
  };
  const collect = await begin('collect', 'COLLECT_PORT', { WEBHOOK_TOKEN: secret });
  await begin('export-worker', 'EXPORT_WORKER_PORT', {});
  const unlimited = { RATE_LIMIT_PER_MINUTE: '1000000', EXPORTS_PER_DAY: '1000000' };
  const gateway = await begin('gateway', 'GATEWAY_PORT', { COLLECT_URL: collect, ...unlimited });
  const token = await mintDevToken(await devKeys(dir), { ...WHO, claims: CLAIMS });
  const stop = async (): Promise<void> => {
    await Promise.all(children.map(end));
    rmSync(dir, { recursive: true, force: true });
  };
  return { gateway, collect, token, secret, tenant, key, stop };
}

export async function end(child: ChildProcess): Promise<void> {
  const gone = isRunning(child) ? once(child, 'exit') : undefined;
  child.kill('SIGTERM');
  await gone;
}
