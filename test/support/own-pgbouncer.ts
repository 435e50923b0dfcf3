import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.js';
import { until } from './until.js';

export const pgbouncerProgram = process.env.TEST_PGBOUNCER_BIN;

/** A PgBouncer before the tests' server, with the settings it has when it is installed but for the mode; the test may stop it, and start it again at the same address. */
export class OwnPgBouncer {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly dir: string,
    private readonly port: number,
  ) {}

  static async start(database: string): Promise<OwnPgBouncer> {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'alertledger-pgbouncer-'));
    chmodSync(dir, 0o755); // it runs as another user
    const port = await freePort();
    const { hostname, port: behind, username, password } = new URL(database);
    const settings = [
      '[databases]',
      `* = host=${hostname} port=${behind} user=${username}${password && ` password=${password}`}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = any',
      'pool_mode = session',
      'default_pool_size = 100',
    ];
    writeFileSync(path.join(dir, 'pgbouncer.ini'), settings.join('\n'));
    const bouncer = new OwnPgBouncer(dir, port);
    await bouncer.start();
    return bouncer;
  }

  /** The same database, by way of it. */
  through(database: string): string {
    const url = new URL(database);
    [url.port, url.password] = [String(this.port), ''];
    return String(url);
  }

  async start(): Promise<void> {
    const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
    const child = spawn(pgbouncerProgram ?? 'pgbouncer', [...user, path.join(this.dir, 'pgbouncer.ini')]);
    process.once('exit', () => child.kill('SIGKILL'));
    this.child = child;
    const said = { text: '' };
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.text += text;
    });
    await until(() => {
      if (child.exitCode !== null) throw new Error(said.text);
      return said.text.includes('process up');
    });
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.dir, { recursive: true });
  }
}
