import type { Readable } from 'node:stream';

export type StoredFile = { readonly size: number; readonly sha256: string };
/** Bytes from `first` to `last`, both inclusive. */
export type Slice = { readonly first: number; readonly last: number };
/** A file as the sweeper sees it; unfinished ones belong to a writer that is at work, or was. */
export type Listed = { readonly name: string; readonly finished: boolean; readonly at: Date };

/** Where finished exports lie. Names are flat, and hold letters, digits, `.`, `_` and `-` only. */
export abstract class Files {
  /** Rejects with the reason when the storage cannot be used: {@link StorageUnusable} when it will not be by itself. */
  abstract check(): Promise<void>;
  /**
   * The file appears under its name whole or not at all. Buffers of the body may be used again once the next one is asked for.
   * Rejects with {@link StorageFull}, {@link StorageAway}, or the signal's reason.
   */
  abstract write(name: string, body: AsyncIterable<Buffer>, signal: AbortSignal): Promise<StoredFile>;
  /** A small file that appears whole, if there is none of this name: whether it did. However many try at once, one of them does. */
  abstract create(name: string, bytes: Buffer): Promise<boolean>;
  /** Rejects with {@link FileGone}. */
  abstract read(name: string, slice: Slice): Promise<Readable>;
  /** Size in bytes. Rejects with {@link FileGone}. */
  abstract size(name: string): Promise<number>;
  /** Finished or not; nothing to remove is fine. */
  abstract remove(name: string): Promise<void>;
  abstract list(prefix: string): AsyncIterable<Listed>;
}

export class FileGone extends Error {}
export class StorageFull extends Error {}
/** The storage does not answer, or not now: what failed may be tried again as it is. */
export class StorageAway extends Error {}
/** Waiting does not help: whoever runs the product has to change something. */
export class StorageUnusable extends Error {}

export function checkName(name: string): string {
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,200}$/.test(name)) throw new Error(`${JSON.stringify(name)} is no name of a file`);
  return name;
}
