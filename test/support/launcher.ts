import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.js';

const ROOT = path.resolve(__dirname, '..', '..');
const APPS = ['GATEWAY_PORT', 'COLLECT_PORT', 'EXPORT_WORKER_PORT'] as const;

/** A data directory and free ports for `npm start`. */
export type Place = { readonly dir: string; readonly env: NodeJS.ProcessEnv; readonly urls: Record<(typeof APPS)[number], string> };

export async function newPlace(more: NodeJS.ProcessEnv = {}): Promise<Place> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'alertledger-start-'));
  const ports = await freePorts(APPS.length);
  const entries = APPS.map((name, i) => [name, String(ports[i])] as const);
  const urls = Object.fromEntries(entries.map(([name, port]) => [name, `http://127.0.0.1:${port}`])) as Place['urls'];
  return { dir, env: { ...cleanEnv(), DATA_DIR: dir, ...Object.fromEntries(entries), ...more }, urls };
}

/** What is left of a place: processes that ought to be gone, by force. */
export function removePlace({ dir }: Place): void {
  for (const { pid } of processesOf(dir)) process.kill(pid, 'SIGKILL');
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}

/** `npm start` builds what is stale; the compiled launcher alone has to find it built. */
export const build = (): void => void execFileSync(process.execPath, ['tools/build.mjs', '--if-stale'], { cwd: ROOT, env: cleanEnv() });
const COMMANDS = { npm: ['npm', 'start'], node: [process.execPath, 'dist/tools/start.js'] } as const;

/** A start under way: through npm as a person does it, or the compiled launcher alone. */
export class Launcher {
  private output = '';
  private readonly exited: Promise<number>;
  private readonly child: ChildProcess;

  constructor(
    private readonly place: Place,
    by: keyof typeof COMMANDS = 'node',
  ) {
    const [command, ...args] = COMMANDS[by];
    this.child = spawn(command, args, { cwd: ROOT, env: place.env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    this.exited = once(this.child, 'close').then(([code]) => Number(code ?? -1));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get lines(): string[] {
    return this.output.split('\n').filter(Boolean);
  }

  /** The first line that matches; rejects with everything said, and what still runs, when the launcher ends without it. */
  async line(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = this.lines.find((line) => pattern.test(line));
      if (found) return found;
      const stdout = this.child.stdout;
      if (this.child.exitCode !== null || !stdout) throw new Error(`no line matches ${pattern}:\n${this.output}\n${this.left()}`);
      await Promise.race([once(stdout, 'data'), this.exited]);
    }
  }

  private left(): string {
    return processesOf(this.place.dir)
      .map(({ pid, command }) => `still runs: ${pid} ${command}`)
      .join('\n');
  }

  /** Exit code, when it has ended by itself. */
  ended(): Promise<number> {
    return this.exited;
  }

  /** To the process that was spawned, or with `group` to everything that the terminal would reach. */
  async stop(signal: NodeJS.Signals, group = false): Promise<number> {
    process.kill(group ? -this.pid : this.pid, signal);
    return this.exited;
  }
}

export type Found = { readonly pid: number; readonly command: string };

/** Living processes that work on this data directory, on Linux; elsewhere none are found. */
export function processesOf(dir: string): Found[] {
  if (!existsSync('/proc/self/environ')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const belongs =
          readFileSync(`/proc/${name}/environ`, 'utf8').includes(`DATA_DIR=${dir}`) || readlinkSync(`/proc/${name}/cwd`).startsWith(dir);
        return belongs ? [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') }] : [];
      } catch {
        return []; // it ended meanwhile
      }
    });
}

/** This process's environment without what npm, jest and a developer's shell put there. */
function cleanEnv(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR'];
  return Object.fromEntries(kept.map((name) => [name, process.env[name]]).filter(([, value]) => value !== undefined));
}

const freePorts = (count: number): Promise<number[]> => Promise.all(Array.from({ length: count }, () => freePort()));
