import type { Outcome } from '#persistence';
import type { ImportResult } from './import.dto.js';

const MOST_ERRORS = 1_000;

/** Counts what became of lines, and keeps the first faults. */
export class Outcomes {
  private readonly counts = { received: 0, inserted: 0, updated: 0, unchanged: 0, rejected: 0 };
  private readonly errors: ImportResult['errors'] = [];

  receive(lines: number): void {
    this.counts.received += lines;
  }

  count(outcome: Outcome): void {
    this.counts[outcome] += 1;
  }

  reject(line: number, message: string): void {
    this.counts.rejected += 1;
    if (this.errors.length < MOST_ERRORS) this.errors.push({ line, message });
  }

  result(): ImportResult {
    return { ...this.counts, errors: this.errors.toSorted((a, b) => a.line - b.line) };
  }
}
