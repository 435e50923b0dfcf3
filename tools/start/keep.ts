import { type ChildProcess, fork } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { AppLog } from './app-log.js';

export type Program = {
  readonly name: string;
  readonly script: string;
  readonly flags: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly log: AppLog;
  /** Sent as the first message, to a program that waits for one. */
  readonly settings?: object | undefined;
  /** Resolves when this child serves, or has ended. */
  readonly ready: (child: ChildProcess) => Promise<void>;
};
export type Watcher = { readonly serves: (name: string) => void; readonly say: (line: string) => void };

const QUICK_DEATHS = 3;
const FIRST_PAUSE_MS = 250;
const GRACE_MS = 8_500;

/**
 * Keeps a program running until the signal, and resolves when it is gone. A child that ends is started again, later each time;
 * rejects when it cannot serve: three times in a row, or at once when it refuses its very first start.
 */
export async function keep(program: Program, stop: AbortSignal, watcher: Watcher): Promise<void> {
  let [quickDeaths, served] = [0, false];
  while (!stop.aborted) {
    const child = launch(program);
    const gone = ending(child);
    const end = (): void => terminate(child);
    stop.addEventListener('abort', end);
    await program.ready(child);
    if (isRunning(child)) {
      [quickDeaths, served] = [0, true];
      watcher.serves(program.name);
    } else quickDeaths += 1;
    const why = await gone;
    stop.removeEventListener('abort', end);
    if (stop.aborted) return;
    const refuses = !served && child.exitCode !== null;
    if (refuses || quickDeaths === QUICK_DEATHS) throw new Error(`${program.name} does not start: ${program.log.lastWords()}`);
    watcher.say(`${program.name} ended (${why}) and is started again`);
    await pause(FIRST_PAUSE_MS * 2 ** quickDeaths, undefined, { signal: stop }).catch(() => undefined);
  }
}

export const isRunning = (child: ChildProcess): boolean => child.pid !== undefined && child.exitCode === null && child.signalCode === null;

function launch({ script, flags, env, log, settings }: Program): ChildProcess {
  const output = log.open();
  // Its own process group: Ctrl-C reaches the launcher alone, which ends the apps in order.
  const child = fork(script, {
    env,
    detached: true,
    execArgv: ['--enable-source-maps', ...flags],
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  if (settings) child.send(settings);
  return child;
}

const ending = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
    child.once('error', (error) => child.pid === undefined && resolve(error.message));
  });

function terminate(child: ChildProcess): void {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  child.once('exit', () => clearTimeout(timer));
}
