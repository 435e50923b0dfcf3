import type { WriteStream } from 'node:tty';

const WIDTH = 30;

/** A line on a terminal that tells how far a file is; nothing anywhere else. */
export class Progress {
  private readonly begun = Date.now();

  constructor(
    private readonly to: Pick<WriteStream, 'isTTY' | 'write'>,
    /** 0: not known. */
    private readonly bytes: number,
  ) {}

  show(bytes: number, lines: number, rejected: number): void {
    if (!this.to.isTTY) return;
    const share = this.bytes > 0 ? Math.min(1, bytes / this.bytes) : 0;
    const full = Math.round(share * WIDTH);
    const bar = this.bytes > 0 ? `${'#'.repeat(full)}${'.'.repeat(WIDTH - full)} ${String(Math.floor(share * 100)).padStart(3)}%  ` : '';
    this.to.write(`\r${bar}${lines} lines, ${this.perSecond(lines)}/s, ${rejected} rejected \u001b[K`);
  }

  /** Makes room for other output. */
  clear(): void {
    if (this.to.isTTY) this.to.write('\r\u001b[K');
  }

  perSecond(lines: number): number {
    return Math.round(lines / Math.max(0.001, (Date.now() - this.begun) / 1000));
  }
}
