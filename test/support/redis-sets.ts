import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.js';
import { redisProgram } from './redis.js';
import { until } from './until.js';

export const PASSWORD = 'pass%word';
export const SENTINEL_PASSWORD = 'of-the-sentinels';
export const MASTER_NAME = 'ledger';
const REPLICAS = 1;
const MASTERS = 3;

/** Several Redis of a test's own on 127.0.0.1, each of which it may kill. */
export class RedisSet {
  private readonly dir = mkdtempSync(path.join(tmpdir(), 'alertledger-redis-'));
  private readonly nodes = new Map<number, ChildProcess>();
  url = '';

  /** A master, a replica and three Sentinels, all with passwords. */
  static async sentinels(): Promise<RedisSet> {
    const set = new RedisSet();
    const access = ['requirepass', PASSWORD, 'masterauth', PASSWORD];
    const master = await set.start(access);
    await set.start([...access, 'replicaof', `127.0.0.1 ${master}`]);
    const lines = [
      `sentinel monitor ${MASTER_NAME} 127.0.0.1 ${master} 2`,
      `sentinel auth-pass ${MASTER_NAME} ${PASSWORD}`,
      `sentinel down-after-milliseconds ${MASTER_NAME} 1000`,
      `sentinel failover-timeout ${MASTER_NAME} 5000`,
      `sentinel sentinel-pass ${SENTINEL_PASSWORD}`,
      `requirepass ${SENTINEL_PASSWORD}`,
    ];
    const sentinels = [await set.start([], lines), await set.start([], lines), await set.start([], lines)];
    await until(() => sentinels.every((port) => /slaves=1,sentinels=3/.test(set.ask(port, SENTINEL_PASSWORD, 'info', 'sentinel'))));
    const hosts = sentinels.map((port) => `127.0.0.1:${port}`).join(',');
    set.url = `redis+sentinel://:${encodeURIComponent(PASSWORD)}@${hosts}/${MASTER_NAME}?sentinel_password=${SENTINEL_PASSWORD}`;
    return set;
  }

  /** Three masters with a replica each, all with a password. */
  static async cluster(): Promise<RedisSet> {
    const set = new RedisSet();
    const ports: number[] = [];
    while (ports.length < MASTERS * (1 + REPLICAS))
      ports.push(
        await set.start(['cluster-enabled', 'yes', 'cluster-node-timeout', '1500', 'requirepass', PASSWORD, 'masterauth', PASSWORD]),
      );
    const hosts = ports.map((port) => `127.0.0.1:${port}`);
    set.ask(ports[0] ?? 0, PASSWORD, '--cluster', 'create', ...hosts, '--cluster-replicas', String(REPLICAS), '--cluster-yes');
    await until(() => ports.every((port) => set.ask(port, PASSWORD, 'cluster', 'info').includes('cluster_state:ok')));
    await until(() => ports.every((port) => set.ask(port, PASSWORD, 'cluster', 'nodes').match(/slave /g)?.length === MASTERS));
    set.url = `redis+cluster://:${encodeURIComponent(PASSWORD)}@${hosts.slice(0, 3).join(',')}`;
    return set;
  }

  /** Ends, with no time to say so, the server that holds the keys of the queue; says which it was. */
  async killMaster(): Promise<number> {
    const sentinel = [...this.nodes.keys()].at(-1) ?? 0;
    const port = this.url.startsWith('redis+sentinel') ? Number(this.masterOf(sentinel)) : this.holderOf('{alertledger}:exports:meta');
    const child = this.nodes.get(port);
    if (!child) throw new Error(`no server at port ${port}`);
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    this.nodes.delete(port);
    return port;
  }

  close(): void {
    for (const child of this.nodes.values()) child.kill('SIGKILL');
    rmSync(this.dir, { recursive: true, force: true });
  }

  private masterOf(sentinel: number): string | undefined {
    return this.ask(sentinel, SENTINEL_PASSWORD, 'sentinel', 'get-master-addr-by-name', MASTER_NAME).split('\n')[1];
  }

  private holderOf(key: string): number {
    const [any = 0] = this.nodes.keys();
    const slot = Number(this.ask(any, PASSWORD, 'cluster', 'keyslot', key));
    const nodes = this.ask(any, PASSWORD, 'cluster', 'nodes')
      .split('\n')
      .filter((line) => / (myself,)?master /.test(line));
    const holder = nodes.find((line) => {
      const [from = Number.NaN, to = from] = /connected (\d+)-(\d+)/.exec(line)?.slice(1).map(Number) ?? [];
      return slot >= from && slot <= to;
    });
    return Number(/:(\d+)@/.exec(holder ?? '')?.[1]);
  }

  /** What redis-cli says. */
  ask(port: number, password: string, ...words: string[]): string {
    const env = { ...process.env, REDISCLI_AUTH: password };
    return execFileSync('redis-cli', ['-h', '127.0.0.1', '-p', String(port), ...words], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  }

  /** A Sentinel where lines of one are given; it writes them anew, so that they are a file. */
  private async start(settings: readonly string[], sentinel?: readonly string[]): Promise<number> {
    const port = await freePort();
    const dir = path.join(this.dir, String(port));
    mkdirSync(dir);
    const pairs = Array.from({ length: settings.length / 2 }, (_, at) => `${settings[at * 2]} ${settings[at * 2 + 1]}`);
    const own = [`port ${port}`, 'bind 127.0.0.1', `dir ${dir}`, ...(sentinel ?? ['save ""', 'appendonly no', ...pairs])];
    const file = path.join(dir, 'redis.conf');
    writeFileSync(file, `${own.join('\n')}\n`);
    const child = spawn(redisProgram ?? 'redis-server', [file, ...(sentinel ? ['--sentinel'] : [])], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.nodes.set(port, child);
    process.once('exit', () => child.kill('SIGKILL'));
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await until(() => /Ready to accept connections|Sentinel ID is/.test(said));
    return port;
  }
}
