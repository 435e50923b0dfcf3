import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type Asking, question } from '#columns';
import type { Files, Listed } from '#files';
import { type Action, actionsOf, textOf } from './actions.js';
import { checkpointName, commitName, LAST_CHECKPOINT, logFiles, versionOf } from './names.js';
import { after, NO_TABLE, type TableState } from './state.js';

/** What reads and writes Parquet, and a folder for it. */
export type Parquet = { readonly rows: Asking; readonly folder: string };

export const READER_VERSION = 1;
export const WRITER_VERSION = 2;
const VERSIONS_A_CHECKPOINT = 10;

const readCheckpoint = question<Action, { files: string[] }>(import.meta.url, './read-checkpoint.duck.sql');
const writeCheckpoint = question<{ actions: number }, { actions: string; file: string }>(import.meta.url, './write-checkpoint.duck.sql');

/** The log of a Delta table: the one place that says which files the table consists of. A version is made by whoever creates its file first. */
export class DeltaLog {
  constructor(private readonly files: Files) {}

  /** The newest version. Rejects where the log has a gap, or asks for a reader that this is not. */
  async read(parquet: Parquet): Promise<TableState> {
    const { commits, checkpoint } = logFiles(await this.names());
    let state = NO_TABLE;
    if (checkpoint) {
      const actions = await this.actionsIn(checkpoint.names, parquet);
      state = after(state, checkpoint.version, [...actions, ...(await this.aboutOf(checkpoint.version, commits))]);
    }
    for (const version of commits.filter((one) => one > (checkpoint?.version ?? -1))) {
      if (version !== state.version + 1) throw new Error(`the log has no version ${state.version + 1}, but ${version}`);
      state = after(state, version, await this.commitAt(version));
    }
    const { minReaderVersion = 0 } = state.protocol ?? {};
    if (minReaderVersion > READER_VERSION) throw new Error(`the table asks for readers of version ${minReaderVersion}`);
    return state;
  }

  /** Makes the next version, unless there is one: then undefined, and nothing has changed. */
  async commit(before: TableState, actions: readonly Action[]): Promise<TableState | undefined> {
    const { minWriterVersion = 0 } = before.protocol ?? {};
    if (minWriterVersion > WRITER_VERSION) throw new Error(`the table asks for writers of version ${minWriterVersion}`);
    const version = before.version + 1;
    const text = textOf(actions);
    // A try whose answer was lost is made again, and then finds what it wrote itself.
    const isOurs = (await this.files.create(commitName(version), Buffer.from(text))) || (await this.textOf(commitName(version))) === text;
    return isOurs ? after(before, version, actions) : undefined;
  }

  /** Writes the whole of a version down where it is time to: whether it was. What was removed before `expired` is left out. */
  async checkpoint(state: TableState, parquet: Parquet, expired: number, signal: AbortSignal): Promise<boolean> {
    if (state.version === 0 || state.version % VERSIONS_A_CHECKPOINT !== 0) return false;
    const [actions, file] = [path.join(parquet.folder, 'actions.json'), path.join(parquet.folder, 'checkpoint.parquet')];
    await writeFile(actions, textOf(wholeOf(state, expired)));
    const [written] = await parquet.rows(writeCheckpoint, { actions, file });
    const bytes = await readFile(file);
    await this.files.write(checkpointName(state.version), Readable.from([bytes]), signal);
    const last = { version: state.version, size: written?.actions ?? 0, sizeInBytes: bytes.length, numOfAddFiles: state.files.size };
    await this.files.write(LAST_CHECKPOINT, Readable.from([Buffer.from(JSON.stringify(last))]), signal);
    return true;
  }

  /** Forgets versions that only readers from before `expired` (epoch milliseconds) ask for: those before the newest checkpoint that is as old. */
  async tidy(expired: number): Promise<void> {
    const all = await this.listed();
    const old = all.filter(({ name, at, finished }) => finished && at.getTime() < expired && versionOf(name) !== undefined);
    const first = logFiles(old.map(({ name }) => name)).checkpoint?.version ?? 0;
    for (const { name } of old) if ((versionOf(name) ?? first) < first) await this.files.remove(name);
    for (const { name, at, finished } of all) if (!finished && at.getTime() < expired) await this.files.remove(name);
  }

  /** What a version says of itself: a checkpoint does not keep it, and its commit may be gone. */
  private async aboutOf(version: number, commits: readonly number[]): Promise<Action[]> {
    return commits.includes(version) ? (await this.commitAt(version)).filter(({ commitInfo }) => commitInfo) : [];
  }

  private async commitAt(version: number): Promise<Action[]> {
    return actionsOf(await this.textOf(commitName(version)));
  }

  private async actionsIn(names: readonly string[], { rows, folder }: Parquet): Promise<Action[]> {
    const files = names.map((name) => path.join(folder, name));
    for (const [i, name] of names.entries()) await download(this.files, name, files[i] ?? '');
    return rows(readCheckpoint, { files });
  }

  private async textOf(name: string): Promise<string> {
    const size = await this.files.size(name);
    return size === 0 ? '' : String(await buffer(await this.files.read(name, { first: 0, last: size - 1 })));
  }

  private async names(): Promise<string[]> {
    return (await this.listed()).filter(({ finished }) => finished).map(({ name }) => name);
  }

  private async listed(): Promise<Listed[]> {
    const all: Listed[] = [];
    for await (const one of this.files.list('')) all.push(one);
    return all;
  }
}

/** Brings a file of a table to where the engine reads it. */
export async function download(files: Files, name: string, to: string): Promise<void> {
  const size = await files.size(name);
  await pipeline(await files.read(name, { first: 0, last: size - 1 }), createWriteStream(to));
}

/** All that a checkpoint holds. */
function wholeOf({ protocol, metaData, txns, files, tombstones }: TableState, expired: number): Action[] {
  return [
    ...(protocol ? [{ protocol }] : []),
    ...(metaData ? [{ metaData }] : []),
    ...[...txns.values()].map((txn) => ({ txn })),
    ...[...files.values()].map((add) => ({ add: { ...add, dataChange: false } })),
    ...[...tombstones.values()]
      .filter(({ deletionTimestamp }) => (deletionTimestamp ?? 0) >= expired)
      .map((remove) => ({ remove: { ...remove, dataChange: false } })),
  ];
}
