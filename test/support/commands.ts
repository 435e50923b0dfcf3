import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../tools/start/ports.js';
import { until } from './until.js';

const ROOT = path.resolve(__dirname, '..', '..');

/** The apps of the image, with the variable of each one's port. */
export const PORTS: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(path.join(ROOT, 'apps'))
    .filter((app) => existsSync(path.join(ROOT, 'apps', app, 'src', 'main.ts')))
    .map((app) => [app, `${app.toUpperCase().replaceAll('-', '_')}_PORT`]),
);

// As in a container: uid 10001 without any privilege, everything read-only but /tmp. The checkout may lie where that user cannot go.
const CONTAINER = `set -e
mount --make-rprivate /
mount --bind "$ROOT" /mnt
mount -o remount,bind,ro /mnt
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount -o remount,bind,ro /
cd /mnt
exec setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all "$@"`;
const CONTAIN = ['unshare', '--mount', 'bash', '-c', CONTAINER, 'bash'];

/** True where containers can be imitated: root on a Linux that permits mount namespaces. Says so where not. */
export function canContain(): boolean {
  const [program = '', ...args] = CONTAIN;
  const can = spawnSync(program, [...args, process.execPath, '--version'], { env: { ...process.env, ROOT } }).status === 0;
  if (!can) process.stderr.write("\nSKIPPING the tests of the image's commands in a container: this user may not make mount namespaces\n");
  return can;
}

/** A command of the image under way. */
export class Command {
  output = '';
  readonly exited: Promise<number | null>;
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    this.exited = once(child, 'close').then(([code]) => code);
  }

  /** `contained`: as in a container, by {@link canContain}. */
  static async start(args: readonly string[], env: NodeJS.ProcessEnv, contained: 'contained' | 'plain'): Promise<Command> {
    const variable = PORTS[args.at(-1) ?? ''];
    const port = await freePort();
    const [program = '', ...rest] = [...(contained === 'contained' ? CONTAIN : []), process.execPath, ...args];
    const all = { PATH: process.env.PATH, ROOT, DATA_DIR: '/tmp/data', ...(variable && { [variable]: String(port) }), ...env };
    return new Command(spawn(program, rest, { cwd: ROOT, env: all, stdio: ['ignore', 'pipe', 'pipe'] }), `http://127.0.0.1:${port}`);
  }

  /** Resolves when the app is ready; rejects with what it said when it ends instead. */
  async ready(): Promise<void> {
    await until(async () => {
      if (this.child.exitCode !== null || this.child.signalCode) throw new Error(this.output);
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      return answer?.ok === true;
    });
  }

  /** Ends it at once, whatever it is doing. */
  kill(): Promise<number | null> {
    this.child.kill('SIGKILL');
    return this.exited;
  }

  /** The exit code after SIGTERM. */
  stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.exited;
  }
}
