import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const KEPT_BYTES = 20 << 20;
/** What Node prints around the one line of a crash that says why. */
const NOISE = /^(\s|\(Use `node |[{}]|node:|file:|Node\.js v)/;
const LOUD = new Set(['error', 'fatal']);

/** The file that one app writes its lines to, and what the launcher reads of it. It outlives the launcher. */
export class AppLog {
  readonly file: string;
  private read: number;
  private rest = '';
  private last = '';

  constructor(
    private readonly app: string,
    directory: string,
  ) {
    this.file = path.join(directory, `${app}.log`);
    mkdirSync(directory, { recursive: true });
    if (this.size() > KEPT_BYTES) renameSync(this.file, `${this.file}.1`);
    this.read = this.size();
  }

  /** For a child's stdout and stderr; the caller closes it. */
  open(): number {
    return openSync(this.file, 'a', 0o600);
  }

  /** Errors among the lines written since the last call, a short text each. */
  news(): string[] {
    const lines = (this.rest + this.unread()).split('\n');
    this.rest = lines.pop() ?? '';
    return lines
      .filter((line) => line !== '' && !NOISE.test(line))
      .flatMap((line) => {
        const { text, loud } = summary(line);
        this.last = text;
        return loud ? [`${this.app}: ${text}`] : [];
      });
  }

  /** What the app said last. */
  lastWords(): string {
    this.news();
    return (this.rest && summary(this.rest).text) || this.last || `nothing; see ${this.file}`;
  }

  private size(): number {
    return existsSync(this.file) ? statSync(this.file).size : 0;
  }

  private unread(): string {
    const fresh = Buffer.alloc(Math.max(0, this.size() - this.read));
    if (fresh.length === 0) return '';
    const handle = openSync(this.file, 'r');
    const count = readSync(handle, fresh, 0, fresh.length, this.read);
    closeSync(handle);
    this.read += count;
    return fresh.toString('utf8', 0, count);
  }
}

/** A line that is no JSON comes from outside the app's own log: Node itself, or a last word before the end. */
function summary(line: string): { text: string; loud: boolean } {
  try {
    const entry: unknown = JSON.parse(line);
    const { level, msg, err }: { level?: unknown; msg?: unknown; err?: { message?: unknown } } = Object(entry);
    return { text: [msg, err?.message].filter((part) => typeof part === 'string').join(': '), loud: LOUD.has(String(level)) };
  } catch {
    return { text: line.trim(), loud: true };
  }
}
