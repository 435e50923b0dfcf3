import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Held } from '#columns';
import { type Files, openFiles, type Place } from '#files';
import { type Action, type Add, fileOf } from './log/actions.js';
import { DeltaLog, type Parquet, READER_VERSION, WRITER_VERSION } from './log/log.js';
import type { TableState } from './log/state.js';
import { type SnapshotName, userMetadataOf } from './snapshot-name.js';
import type { Part, TableSpec, Written } from './tables/specs.js';

const DAY_MS = 86_400_000;
/** How long what a table no longer consists of is kept for readers that began before. */
export const KEPT_MS = 7 * DAY_MS;
/** A file that no commit names by then was left by a writer that was killed: none works so long on one. */
const ABANDONED_MS = DAY_MS;
const SETTINGS = { 'delta.deletedFileRetentionDuration': 'interval 7 days', 'delta.logRetentionDuration': 'interval 7 days' };
const [PART, HASH] = ['alertledger.part', 'alertledger.hash'];
/** Longer texts are not told of a file: engines cut them, each in its way. */
const LONGEST_BOUND = 32;

/** Which parts may have changed since the version before. */
export type Touched = { readonly every: boolean; readonly buckets: readonly number[] };
export type Commit = {
  readonly held: Held;
  readonly touched: Touched;
  readonly snapshot: SnapshotName;
  readonly folder: string;
  readonly now: Date;
  readonly signal: AbortSignal;
};

/** One Delta table: its log, and the Parquet files that lie beside it. */
export class Table {
  private constructor(
    readonly spec: TableSpec,
    readonly files: Files,
    readonly log: DeltaLog,
  ) {}

  static async open(spec: TableSpec, { storage, ...server }: Place): Promise<Table> {
    const root = `${storage.replace(/\/+$/, '')}/${spec.name}`;
    const log = new DeltaLog(await openFiles({ ...server, storage: `${root}/_delta_log` }));
    return new Table(spec, await openFiles({ ...server, storage: root }), log);
  }

  read(parquet: Parquet): Promise<TableState> {
    return this.log.read(parquet);
  }

  /** Makes the next version out of what is held; undefined when another writer made it first. Only parts that changed are written. */
  async commit(before: TableState, commit: Commit): Promise<TableState | undefined> {
    const { touched, held, now } = commit;
    const isOther = before.metaData?.schemaString !== this.spec.schemaString || [...before.files.values()].some((add) => !partOf(add));
    const asked = { every: touched.every || isOther, buckets: touched.buckets };
    const parts = await held.rows(this.spec.sums, asked);
    const { stale, changed } = differences(before, parts, asked);
    const added: Add[] = [];
    try {
      for (const part of changed) added.push(await this.write(part, commit));
      const removed = stale.map((add) => ({ remove: removalOf(add, now) }));
      const actions = [...this.headOf(before, commit), ...removed, ...added.map((add) => ({ add }))];
      const made = await this.log.commit(before, actions);
      if (!made) await this.discard(added);
      return made;
    } catch (error) {
      await this.discard(added).catch(() => undefined); // whoever tidies finds them; the first error says more
      throw error;
    }
  }

  /** Removes what no version of the last seven days consists of, and what killed writers left. */
  async tidy({ files, tombstones }: TableState, now: Date): Promise<void> {
    const [active, kept] = [new Set([...files.values()].map(fileOf)), new Set<string>()];
    for (const remove of tombstones.values()) if ((remove.deletionTimestamp ?? 0) >= now.getTime() - KEPT_MS) kept.add(fileOf(remove));
    for await (const { name, at, finished } of this.files.list('')) {
      const isOurs = !name.includes('/');
      const isNeeded = finished && (active.has(name) || kept.has(name));
      if (isOurs && !isNeeded && at.getTime() < now.getTime() - ABANDONED_MS) await this.files.remove(name);
    }
    await this.log.tidy(now.getTime() - KEPT_MS);
  }

  private async write({ month, bucket, rows, hash }: Part, { held, folder, now, signal }: Commit): Promise<Add> {
    const name = `${month === null ? this.spec.name : `${month.slice(0, 7)}-${bucket}`}-${randomUUID()}.parquet`;
    const file = path.join(folder, name);
    const [written] = await held.rows(this.spec.write, { month, bucket, file });
    if (written?.rows !== rows) throw new Error(`${name} holds ${written?.rows} rows instead of ${rows}`);
    const { size } = await this.files.write(name, createReadStream(file), signal);
    await rm(file);
    const stats = JSON.stringify(statsOf(written));
    const tags = { [PART]: partName({ month, bucket }), [HASH]: hash };
    return {
      path: name,
      partitionValues: month === null ? {} : { month },
      size,
      modificationTime: now.getTime(),
      dataChange: true,
      stats,
      tags,
    };
  }

  private async discard(added: readonly Add[]): Promise<void> {
    for (const { path: name } of added) await this.files.remove(name);
  }

  /** What a version says besides its files. */
  private headOf(before: TableState, { snapshot, now }: Commit): Action[] {
    const timestamp = now.getTime();
    const commitInfo = {
      timestamp,
      operation: 'WRITE',
      operationParameters: {},
      isBlindAppend: false,
      engineInfo: 'Alertledger',
      txnId: randomUUID(),
      userMetadata: userMetadataOf(snapshot),
    };
    const txn = { appId: 'alertledger', version: snapshot.number, lastUpdated: timestamp };
    return [{ commitInfo }, ...this.definitionOf(before, timestamp), { txn }];
  }

  /** What only the first version says, and one of another shape. */
  private definitionOf(before: TableState, createdTime: number): Action[] {
    const { name, description, schemaString, partitionColumns } = this.spec;
    if (before.metaData?.schemaString === schemaString) return [];
    const id = before.metaData?.id ?? randomUUID();
    const format = { provider: 'parquet', options: {} };
    const protocol = { protocol: { minReaderVersion: READER_VERSION, minWriterVersion: WRITER_VERSION } };
    const metaData = { id, name, description, format, schemaString, partitionColumns, configuration: SETTINGS, createdTime };
    return [...(before.protocol ? [] : [protocol]), { metaData }];
  }
}

const partName = ({ month, bucket }: Pick<Part, 'month' | 'bucket'>): string => `${month ?? ''}/${bucket}`;
const partOf = (add: Add): string | undefined => add.tags?.[PART];
const bucketOf = (add: Add): number => Number(partOf(add)?.split('/')[1]);

/** Which files no longer hold what they should, and of which parts there must be one. */
function differences({ files }: TableState, parts: readonly Part[], { every, buckets }: Touched): { stale: Add[]; changed: Part[] } {
  const [looked, now] = [new Set(buckets), new Map(parts.map((part) => [partName(part), part]))];
  const fresh = new Set<string>();
  const stale: Add[] = [];
  for (const add of files.values()) {
    const part = partOf(add) ?? '';
    if (!every && !looked.has(bucketOf(add))) continue;
    if (!fresh.has(part) && now.get(part)?.hash === add.tags?.[HASH]) fresh.add(part);
    else stale.push(add);
  }
  return { stale, changed: parts.filter((part) => !fresh.has(partName(part))) };
}

const removalOf = ({ path: name, partitionValues, size }: Add, now: Date) => ({
  path: name,
  deletionTimestamp: now.getTime(),
  dataChange: true,
  extendedFileMetadata: true,
  partitionValues,
  size,
});

function statsOf({ rows, least, most, nulls }: Written): object {
  const short = (texts: Written['least']): object =>
    Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== null && text.length <= LONGEST_BOUND));
  return { numRecords: rows, minValues: short(least), maxValues: short(most), nullCount: nulls };
}

export const rowsIn = ({ files }: TableState): number =>
  [...files.values()].reduce((sum, { stats }) => sum + Number((JSON.parse(stats ?? '{}') as { numRecords?: number }).numRecords ?? 0), 0);
export const bytesIn = ({ files }: TableState): number => [...files.values()].reduce((sum, { size }) => sum + size, 0);
