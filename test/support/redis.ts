import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from './free-port.js';
import { until } from './until.js';

export const redisProgram = process.env.TEST_REDIS_BIN;

/** A Redis of the test's own, which it may stop, start again at the same address, and empty. */
export class OwnRedis {
  private child: ChildProcess | undefined;

  private constructor(private readonly port: number) {}

  static async start(port?: number): Promise<OwnRedis> {
    const redis = new OwnRedis(port ?? (await freePort()));
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const settings = { port: this.port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: '/', 'maxmemory-policy': 'noeviction' };
    const child = spawn(
      redisProgram ?? 'redis-server',
      Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    );
    process.once('exit', () => child.kill('SIGKILL'));
    this.child = child;
    const said = { text: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.text += text;
    });
    await until(() => said.text.includes('Ready to accept connections'));
  }

  /** FLUSHALL, in Redis's own protocol. */
  async flush(): Promise<void> {
    const socket = connect(this.port, '127.0.0.1');
    socket.write('FLUSHALL\r\n');
    const [answer] = await once(socket.setEncoding('utf8'), 'data');
    socket.destroy();
    if (!String(answer).startsWith('+OK')) throw new Error(String(answer));
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
}
