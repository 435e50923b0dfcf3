import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Env } from '#runtime';
import type { SimulatorSettings } from '../simulator/main.js';
import { AppLog } from './app-log.js';
import { isRunning, type Program } from './keep.js';

export type AppsEnv = Env<'GATEWAY_PORT' | 'COLLECT_PORT' | 'EXPORT_WORKER_PORT' | 'BIND_ADDRESS' | 'DATA_DIR' | 'OWNER_ORGANIZATION'>;
/** What the launcher decided for the apps, over the environment it was given itself. */
export type Decided = Readonly<Record<string, string>>;

const POLL_MS = 50;

/** Node's own flags for an app, as its manifests in k8s/ and compose.yaml set them. */
export const NODE_FLAGS: Readonly<Record<string, readonly string[]>> = {
  collect: ['--max-old-space-size=512'],
  'export-worker': ['--max-semi-space-size=2'],
  gateway: ['--max-old-space-size=512'],
};

/** Where the apps are reached from this machine. */
export function addresses(env: AppsEnv) {
  const host = ['0.0.0.0', '::'].includes(env.BIND_ADDRESS) ? '127.0.0.1' : env.BIND_ADDRESS;
  const at = (port: number): string => `http://${host}:${port}`;
  return { gateway: at(env.GATEWAY_PORT), collect: at(env.COLLECT_PORT), 'export-worker': at(env.EXPORT_WORKER_PORT) };
}

export function apps(env: AppsEnv, decided: Decided, inherited: NodeJS.ProcessEnv): Program[] {
  return Object.entries(addresses(env)).map(([name, url]) => ({
    name,
    script: compiled(`../../apps/${name}/src/main.js`),
    flags: NODE_FLAGS[name] ?? [],
    env: { ...inherited, ...decided },
    log: new AppLog(name, path.join(env.DATA_DIR, 'logs')),
    ready: (child) => answers(child, `${url}/startupz`),
  }));
}

export function simulator(env: AppsEnv, settings: SimulatorSettings, inherited: NodeJS.ProcessEnv): Program {
  return {
    name: 'simulator',
    script: compiled('../simulator/main.js'),
    flags: [],
    env: inherited,
    log: new AppLog('simulator', path.join(env.DATA_DIR, 'logs')),
    settings,
    ready: async (child) => {
      await Promise.race([once(child, 'message'), once(child, 'exit')]);
    },
  };
}

const compiled = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

export async function answers(child: ChildProcess, url: string): Promise<void> {
  while (isRunning(child)) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await pause(POLL_MS);
  }
}
