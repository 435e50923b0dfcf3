import { createHash } from 'node:crypto';
import type { StoredFile } from './storage.js';

/** Counts and hashes what passes. `result` is right once everything has. */
export class Measure {
  private readonly hash = createHash('sha256');
  private size = 0;

  async *through(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const bytes of body) {
      this.hash.update(bytes);
      this.size += bytes.length;
      yield bytes;
    }
  }

  result(): StoredFile {
    return { size: this.size, sha256: this.hash.digest('hex') };
  }
}
