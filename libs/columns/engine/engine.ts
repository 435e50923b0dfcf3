import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Statement } from '../question.js';

export type EngineSettings = { readonly memoryMb: number; readonly threads: number };
export type Values = Readonly<Record<string, unknown>>;
/** Asks a question, and waits for all of its rows. */
export type Ask = <Row>(statements: readonly Statement[], values: Values) => Promise<Row[]>;

/** What the engine said: its words are for the log. */
export class EngineFault extends Error {
  /** The file is not what it should be: it has to be built anew. */
  get isDamage(): boolean {
    return /corrupt|could not read|replay|not a valid duckdb|checksum/i.test(this.message);
  }
}

/** It answers no more, though its process may not yet be known to have ended. */
export class EngineGone extends EngineFault {}

const PROGRAM = fileURLToPath(new URL('./program.mjs', import.meta.url));
/** Of the memory it may take the engine plans with this share: what it reads and writes beside comes on top. */
const PLANNED = 0.6;
/** Of what the engine itself keeps in JavaScript little lives long. */
const SMALL_HEAP = ['--max-semi-space-size=2', '--optimize-for-size'];
/** What its process takes before it opens a file. */
const PROCESS_MB = 96;
const WATCH_MS = 500;
const LONGEST_SOCKET = 100;
const PAGE_BYTES = 4_096;

/** A DuckDB file in a child process. It ends with us, when it takes more memory than it may, and when it is closed. */
export class Engine {
  private constructor(
    private readonly child: ChildProcess,
    private readonly socket: string,
    private readonly watch: NodeJS.Timeout,
  ) {}

  /** Rejects with an EngineFault when the file cannot be opened. */
  static async start(folder: string, settings: EngineSettings): Promise<Engine> {
    const socket = socketFor(folder);
    rmSync(socket, { force: true });
    const child = fork(PROGRAM, [path.join(folder, 'columns.duckdb'), socket, JSON.stringify(duckdbSettings(folder, settings))], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: SMALL_HEAP,
    });
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said = (said + chunk).slice(-2_000);
    });
    const ready = await Promise.race([once(child, 'message').then(() => true), once(child, 'exit').then(() => false)]);
    if (!ready) throw new EngineFault(said.trim() || 'the engine did not start');
    const watch = setInterval(() => isBeyond(child.pid, settings.memoryMb + PROCESS_MB) && child.kill('SIGKILL'), WATCH_MS);
    watch.unref();
    child.unref();
    child.channel?.unref();
    return new Engine(child, socket, watch);
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The rows of the last statement, as they come; all see one state. Whoever takes no more of them, or aborts, ends it in the engine too. */
  async *ask<Row>(statements: readonly Statement[], values: Values, signal?: AbortSignal): AsyncGenerator<Row[]> {
    const { line, close } = this.connected(signal);
    try {
      line.write(`${JSON.stringify({ statements, values })}\n`);
      yield* rowsOf<Row>(line[Symbol.asyncIterator]());
    } catch (error) {
      throw faultOf(error, signal);
    } finally {
      close();
    }
  }

  /** Several questions, one after the other, that see one state. Nothing that they change stays. */
  async hold<T>(work: (ask: Ask) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const { line, close } = this.connected(signal);
    const chunks: AsyncIterator<string> = line[Symbol.asyncIterator]();
    try {
      return await work(async <Row>(statements: readonly Statement[], values: Values) => {
        try {
          line.write(`${JSON.stringify({ statements, values, holds: true })}\n`);
          const all: Row[] = [];
          for await (const rows of rowsOf<Row>(chunks)) all.push(...rows);
          return all;
        } catch (error) {
          throw faultOf(error, signal);
        }
      });
    } finally {
      close();
    }
  }

  private connected(signal?: AbortSignal): { line: Socket; close(): void } {
    signal?.throwIfAborted();
    const line = connect(this.socket).setEncoding('utf8');
    const abort = (): void => void line.destroy();
    signal?.addEventListener('abort', abort);
    return {
      line,
      close: () => {
        signal?.removeEventListener('abort', abort);
        line.destroy();
      },
    };
  }

  /** Runs statements in one transaction. */
  async run(statements: readonly Statement[], values: Values = {}): Promise<void> {
    for await (const _ of this.ask(statements, values));
  }

  async close(): Promise<void> {
    clearInterval(this.watch);
    if (!this.isAlive) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

/** Why a question has no answer: it was aborted, the engine said so, or there is no engine. */
function faultOf(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  return error instanceof EngineFault ? error : new EngineGone('the engine is gone', { cause: error });
}

/** The rows of one answer; what it comes by stays open. */
async function* rowsOf<Row>(chunks: AsyncIterator<string>): AsyncGenerator<Row[]> {
  let rest = '';
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    const lines = (rest + next.value).split('\n');
    rest = lines.pop() ?? '';
    const rows: Row[] = [];
    for (const text of lines) {
      if (text === '.') {
        if (rows.length > 0) yield rows;
        return;
      }
      if (text.startsWith('e')) throw new EngineFault(JSON.parse(text.slice(1)));
      rows.push(JSON.parse(text.slice(1)));
    }
    if (rows.length > 0) yield rows;
  }
  throw new EngineGone('the engine ended in the middle of an answer');
}

/** An address of a Unix socket holds some hundred characters. */
function socketFor(folder: string): string {
  const beside = path.join(folder, 'socket');
  return beside.length < LONGEST_SOCKET ? beside : path.join(tmpdir(), `columns-${process.pid}-${randomBytes(4).toString('hex')}`);
}

const duckdbSettings = (folder: string, { memoryMb, threads }: EngineSettings): Record<string, string> => ({
  memory_limit: `${Math.round(memoryMb * PLANNED)}MB`,
  threads: String(threads),
  temp_directory: path.join(folder, 'spill'),
  max_temp_directory_size: `${memoryMb * 4}MB`,
  preserve_insertion_order: 'false',
  // An automatic checkpoint holds a commit for seconds; we make them when nobody waits.
  wal_autocheckpoint: '10GB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
});

function isBeyond(pid: number | undefined, memoryMb: number): boolean {
  try {
    const [, resident = 0] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ').map(Number);
    return resident * PAGE_BYTES > memoryMb * 1024 * 1024;
  } catch {
    return false; // it has gone, or this is no Linux
  }
}
