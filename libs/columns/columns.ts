import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Snapshot, Store } from '#persistence';
import { type Env, type Log, Refusal } from '#runtime';
import { Engine, EngineFault, EngineGone, type EngineSettings, type Values } from './engine/engine.js';
import { built, checkpoint, reopened, take, whereIs } from './mirror/file.js';
import { leaveFolder, mustBeWritable, takeFolder } from './mirror/folder.js';
import { type Place, readNews } from './mirror/news.js';
import type { Question } from './question.js';

export { type MatcherBinds, matcherBinds } from './matching.js';
export type { Place } from './mirror/news.js';
export { type Question, question } from './question.js';

export type ColumnsOptions = EngineSettings & {
  readonly store: Store;
  readonly dir: string;
  readonly log: Log;
  /** How long a question waits for the file to be opened, in ms. */
  readonly patienceMs?: number;
  /** The one snapshot that they are of, for as long as it lasts; absent: they follow the feed. */
  readonly asOf?: Snapshot;
};
/** Asks a question, and waits for all of its rows. */
export type Asking = <Row, Binds extends object>(asked: Question<Row, Binds>, binds: Binds) => Promise<Row[]>;
/** One state of the ledger, for several questions. */
export type Held = { readonly place: Place; readonly rows: Asking };
export type ColumnsState = {
  /** Since when a question would have been answered from what the file holds; null: it is being built. */
  readonly caughtUpAt: number | null;
  readonly bytes: number;
};

const SCRATCH = 'scratch-';
const FOLLOW_MS = 5_000;
const AGAIN_MS = 1_000;
const PATIENCE_MS = 10_000;
/** How long a start waits for the first build: with a file that cannot be built the rest of the app still serves. */
const LONGEST_START_MS = 600_000;
const RETRY_SECONDS = 5;
/** Beyond it a checkpoint is worth its wait. */
const LONGEST_WAL = 64 * 1024 * 1024;

/**
 * The mirror of the ledger that questions are asked of: a file of columns that follows the feed, beside each process. Before every question it takes in what
 * was committed before, so an answer is as fresh as one of PostgreSQL, and exact as of one snapshot. It is a cache: what is damaged, foreign or too old is built anew.
 */
export class Columns {
  private root = '';
  private readonly ended = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private engine: Engine | undefined;
  private folder = '';
  private place: Place = { number: 0, mark: '', unnumbered: 0, tree: 0 };
  private caughtUpAt: number | null = null;
  private begun: Promise<void> | undefined;
  private readonly madeAt = Date.now();
  private holds = 0;
  private turn: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  constructor(private readonly options: ColumnsOptions) {}

  /** Those of an app, which begin to be built. Throws {@link EnvFault} where nothing can be written. */
  static of(env: Env<'DATA_DIR' | 'COLUMNS_DIR' | 'COLUMNS_MEMORY_MB' | 'COLUMNS_THREADS'>, store: Store, log: Log): Columns {
    const dir = env.COLUMNS_DIR ?? `${env.DATA_DIR}/columns`;
    mustBeWritable(dir);
    const columns = new Columns({ store, dir, memoryMb: env.COLUMNS_MEMORY_MB, threads: env.COLUMNS_THREADS, log });
    void columns.ready();
    return columns;
  }

  /** Opens the file unless that has begun; resolves once the first build is over. */
  ready(): Promise<void> {
    this.begun ??= this.open();
    return this.begun;
  }

  /** Throws while the first build goes on, for as long as a start waits for it. */
  mustBeThere(now: number): void {
    if (!this.engine && now < this.madeAt + LONGEST_START_MS) throw unavailable();
  }

  private async open(): Promise<void> {
    await this.untilDone('the columns have no place', async () => {
      mkdirSync(this.options.dir, { recursive: true });
      this.root = takeFolder(this.options.dir);
      // A process that was killed left them.
      for (const name of readdirSync(this.root)) if (name.startsWith(SCRATCH)) rmSync(path.join(this.root, name), { recursive: true });
    });
    this.timer = setInterval(() => this.engine && void this.caughtUp().catch(() => undefined), FOLLOW_MS);
    this.timer.unref();
    await this.begin();
  }

  get state(): ColumnsState {
    const bytes = this.folder === '' ? 0 : this.size('columns.duckdb') + this.walBytes;
    return { caughtUpAt: this.caughtUpAt, bytes };
  }

  private get walBytes(): number {
    return this.size('columns.duckdb.wal');
  }

  private size(file: string): number {
    return statSync(path.join(this.folder, file), { throwIfNoEntry: false })?.size ?? 0;
  }

  /** The rows of an answer, some at a time. Refuses with 503 while there is no file to ask, and what is too much for the engine. */
  async *batches<Row, Binds extends object>(asked: Question<Row, Binds>, binds: Binds, signal?: AbortSignal): AsyncGenerator<Row[]> {
    const engine = await orAborted(this.fresh(), signal);
    try {
      yield* engine.ask<Row>(asked.statements, binds as Values, signal);
    } catch (error) {
      throw this.explained(error, engine);
    }
  }

  async rows<Row, Binds extends object>(asked: Question<Row, Binds>, binds: Binds, signal?: AbortSignal): Promise<Row[]> {
    const all: Row[] = [];
    for await (const rows of this.batches(asked, binds, signal)) all.push(...rows);
    return all;
  }

  async one<Row, Binds extends object>(asked: Question<Row, Binds>, binds: Binds, signal?: AbortSignal): Promise<Row> {
    const [row] = await this.rows(asked, binds, signal);
    if (row === undefined) throw new Error('a question without an answer');
    return row;
  }

  /** Several questions about one state, which holds all that was committed before. What they change is undone at the end. */
  async held<T>(work: (held: Held) => Promise<T>, signal: AbortSignal): Promise<T> {
    const engine = await this.fresh();
    this.holds++;
    try {
      return await engine.hold(async (ask) => {
        const rows: Asking = (asked, binds) => ask(asked.statements, binds as Values);
        const [place] = await rows(whereIs, {});
        if (!place) throw new Error('the columns have no place');
        return work({ place, rows });
      }, signal);
    } catch (error) {
      throw this.explained(error, engine);
    } finally {
      this.holds--;
    }
  }

  /** Gives work a folder for files that the engine reads and writes, gone when it is over. */
  async scratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
    await this.ready();
    const folder = mkdtempSync(path.join(this.root, SCRATCH));
    try {
      return await work(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    this.ended.abort();
    if (!this.begun) return;
    await this.begun;
    await this.turn;
    await this.engine?.close();
    if (this.root) leaveFolder(this.root);
  }

  private async fresh(): Promise<Engine> {
    await Promise.race([this.ready(), new Promise((resolve) => setTimeout(resolve, this.options.patienceMs ?? PATIENCE_MS).unref())]);
    if (!this.engine) throw unavailable();
    await this.caughtUp();
    if (!this.engine) throw unavailable();
    return this.engine;
  }

  /** Who comes while one goes on waits for the next: only that one is sure to see what was committed before. */
  private caughtUp(): Promise<void> {
    this.next ??= this.turn.then(() => {
      this.next = undefined;
      const run = this.catchUp();
      this.turn = run.catch(() => undefined); // whoever waits for it hears of it
      return run;
    });
    return this.next;
  }

  private async catchUp(): Promise<void> {
    const { engine } = this;
    if (!engine) throw unavailable();
    if (this.options.asOf) return;
    const at = Date.now();
    const news = await readNews(this.options.store, this.place, this.folder, this.ended.signal);
    if (news === 'gone') {
      this.beginAnew('the feed no longer has what followed');
      throw unavailable();
    }
    try {
      await take(engine, news);
      this.place = news.place;
      this.caughtUpAt = at;
      // It would end what is held.
      if (this.holds === 0 && this.walBytes > LONGEST_WAL) await checkpoint(engine);
    } catch (error) {
      throw this.explained(error, engine);
    }
  }

  /** A fault of the engine is nobody's who asked: it is started again, with another file where this one is damaged. */
  private explained(error: unknown, engine: Engine): unknown {
    if (!(error instanceof EngineFault)) return error;
    if (/out of memory/i.test(error.message)) return new Refusal('too-slow', { retryAfterSeconds: RETRY_SECONDS, cause: error });
    if (error.isDamage) rmSync(path.join(this.folder, 'version'), { force: true });
    const isLost = error.isDamage || error instanceof EngineGone || /FATAL|database has been invalidated/i.test(error.message);
    if (!isLost && engine.isAlive) return error;
    if (this.engine === engine) this.beginAnew(error.message);
    return unavailable(error);
  }

  private beginAnew(why: string): void {
    const { engine } = this;
    this.options.log.warn({ why }, 'the columns are opened anew');
    this.engine = undefined;
    this.caughtUpAt = null;
    this.begun = (engine?.close() ?? Promise.resolve()).then(() => this.begin());
  }

  private begin(): Promise<void> {
    return this.untilDone('the columns cannot be built', async () => {
      const { options, root, ended } = this;
      const opened = (await reopened(options, root, ended.signal)) ?? (await built(options, root, ended.signal));
      ({ engine: this.engine, folder: this.folder, place: this.place } = opened);
      this.caughtUpAt = Date.now();
    });
  }

  /** Again and again, until it is done or we end. */
  private async untilDone(trouble: string, work: () => Promise<void>): Promise<void> {
    while (!this.ended.signal.aborted) {
      try {
        return await work();
      } catch (error) {
        if (this.ended.signal.aborted) return;
        this.options.log.warn({ err: error }, trouble);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }
}

/** What goes on for others too need not be waited for. */
function orAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal?.reason);
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    work.then(resolve, reject).finally(() => signal?.removeEventListener('abort', abort));
  });
}

const unavailable = (cause?: unknown): Refusal => new Refusal('columns-unavailable', { retryAfterSeconds: RETRY_SECONDS, cause });
