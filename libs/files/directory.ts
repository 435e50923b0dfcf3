import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, type FileHandle, link, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Measure } from './measure.js';
import { checkName, FileGone, type Files, type Listed, type Slice, StorageFull, StorageUnusable, type StoredFile } from './storage.js';

const NEVER = new AbortController().signal;
const UNFINISHED = '.part';
/** Written bytes are pushed to the disk along the way, so that the last sync is short. */
const SYNC_EVERY = 64 * 1024 * 1024;

/** Files in a directory that gateways and workers share. */
export class Directory implements Files {
  constructor(private readonly root: string) {}

  async check(): Promise<void> {
    try {
      await mkdir(this.root, { recursive: true });
      await access(this.root, constants.W_OK);
    } catch (error) {
      throw new StorageUnusable(error instanceof Error ? error.message : String(error));
    }
  }

  async write(name: string, body: AsyncIterable<Buffer>, signal: AbortSignal): Promise<StoredFile> {
    await mkdir(this.root, { recursive: true });
    const [file, part] = [this.at(name), this.at(name) + UNFINISHED];
    const measure = new Measure();
    try {
      await writeDurably(part, measure.through(body), signal);
      signal.throwIfAborted();
      await rename(part, file);
      await syncDirectory(this.root);
      return measure.result();
    } catch (error) {
      await unlink(part).catch(() => undefined); // the failure is what matters
      throw isOneOf(error, 'ENOSPC', 'EDQUOT') ? new StorageFull('the export storage is full', { cause: error }) : error;
    }
  }

  async create(name: string, bytes: Buffer): Promise<boolean> {
    await mkdir(this.root, { recursive: true });
    const part = `${this.at(name)}.${randomUUID()}${UNFINISHED}`;
    try {
      await writeDurably(part, Readable.from([bytes]), NEVER);
      await link(part, this.at(name)); // unlike a rename it replaces nothing
      await syncDirectory(this.root);
      return true;
    } catch (error) {
      if (isOneOf(error, 'EEXIST')) return false;
      throw isOneOf(error, 'ENOSPC', 'EDQUOT') ? new StorageFull('the storage is full', { cause: error }) : error;
    } finally {
      await unlink(part).catch(() => undefined); // the outcome is what matters
    }
  }

  async read(name: string, { first, last }: Slice): Promise<Readable> {
    const handle = await open(this.at(name)).catch(asGone);
    return createReadStream('', { fd: handle, start: first, end: last, highWaterMark: 256 * 1024 });
  }

  async size(name: string): Promise<number> {
    return (await stat(this.at(name)).catch(asGone)).size;
  }

  async remove(name: string): Promise<void> {
    for (const file of [this.at(name), this.at(name) + UNFINISHED]) {
      await unlink(file).catch((error: unknown) => {
        if (!isOneOf(error, 'ENOENT')) throw error;
      });
    }
  }

  async *list(prefix: string): AsyncGenerator<Listed> {
    const names = await readdir(this.root).catch((error: unknown) => {
      if (isOneOf(error, 'ENOENT')) return [];
      throw error;
    });
    for (const found of names.filter((name) => name.startsWith(prefix))) {
      const about = await stat(path.join(this.root, found)).catch(() => undefined); // removed meanwhile
      const finished = !found.endsWith(UNFINISHED);
      if (about?.isFile()) yield { name: finished ? found : found.slice(0, -UNFINISHED.length), finished, at: about.mtime };
    }
  }

  private at(name: string): string {
    return path.join(this.root, checkName(name));
  }
}

async function writeDurably(part: string, body: AsyncIterable<Buffer>, signal: AbortSignal): Promise<void> {
  const handle = await open(part, 'w', 0o640);
  let syncing: Promise<void> | undefined;
  try {
    let unsynced = 0;
    for await (const bytes of body) {
      signal.throwIfAborted();
      await writeAll(handle, bytes);
      unsynced += bytes.length;
      if (unsynced < SYNC_EVERY) continue;
      await syncing;
      syncing = handle.datasync();
      syncing.catch(() => undefined); // heard when it is awaited
      unsynced = 0;
    }
    await syncing;
    await handle.sync();
  } finally {
    await syncing?.catch(() => undefined);
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
}

/** A renamed file is only safe once its directory is. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isOneOf = (error: unknown, ...codes: string[]): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);

const asGone = (error: unknown): never => {
  throw isOneOf(error, 'ENOENT') ? new FileGone('the file does not exist', { cause: error }) : error;
};
