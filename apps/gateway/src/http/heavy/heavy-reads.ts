import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Columns, type Question } from '#columns';
import { Store, sql } from '#persistence';
import { Refusal, registry } from '#runtime';
import { type Scope, scopeIds } from '#scope';
import { Ahead } from './ahead.js';
import type { Asked } from './heavy-question.js';
import { Places, type Release } from './places.js';

const scopeSize = sql<{ alerts: number }, { scopes: number[] }>(import.meta.url, './scope-size.sql');

/** Scopes of at most so many alerts have places of their own. */
const SMALL = 100_000;
const PATIENCE_MS = 2_000;
const TOO_MUCH = 'this takes too long to read: ask for a shorter range or fewer organizations';
/** Of one question. */
const DEADLINE_MS = 15_000;

const underWay = new Gauge({
  name: 'alertledger_heavy_reads',
  help: 'Reads under way that no kept number answers',
  registers: [registry],
});

/**
 * Reads that no kept number answers. A few go on at once and of one organization fewer; small scopes have places that large ones cannot take. Refuses
 * with 503 `busy` who finds no place in time, and with 503 `too-slow` what takes too long. Who goes away ends the statement.
 */
@Injectable()
export class HeavyReads {
  private readonly places = new Places();
  private readonly ahead = new Ahead();

  constructor(
    private readonly store: Store,
    private readonly columns: Columns,
  ) {}

  /** The place is held until the last batch is read, however slowly they are taken. */
  answers<Row, Binds extends object>(asked: Asked, question: Question<Row, Binds>, binds: Binds): AsyncGenerator<Row[], void> {
    return this.ahead.of(this.placed(asked, question, binds));
  }

  /** The same, for whoever does not know who asked. */
  asking(asked: Asked) {
    return <Row, Binds extends object>(question: Question<Row, Binds>, binds: Binds): AsyncGenerator<Row[], void> =>
      this.answers(asked, question, binds);
  }

  /** The rows of a question whose answer is small. */
  async ask<Row, Binds extends object>(asked: Asked, question: Question<Row, Binds>, binds: Binds): Promise<Row[]> {
    const all: Row[] = [];
    for await (const rows of this.answers(asked, question, binds)) all.push(...rows);
    return all;
  }

  /** What is read otherwise, while it holds a place. */
  async holding<T>(asked: Asked, read: () => Promise<T>): Promise<T> {
    const release = await this.place(asked);
    try {
      return await read();
    } finally {
      this.giveBack(release);
    }
  }

  private async *placed<Row, Binds extends object>(
    asked: Asked,
    question: Question<Row, Binds>,
    binds: Binds,
  ): AsyncGenerator<Row[], void> {
    const release = await this.place(asked);
    const limited = AbortSignal.any([asked.gone, AbortSignal.timeout(DEADLINE_MS)]);
    try {
      yield* this.columns.batches(question, binds, limited);
    } catch (error) {
      throw tooSlowOr(error);
    } finally {
      this.giveBack(release);
    }
  }

  private async place({ caller, scope, gone }: Asked): Promise<Release> {
    const organization = caller.organization.id;
    const release = this.places.tryTake({ organization, isSmall: false }, Date.now()) ?? (await this.waitFor(organization, scope, gone));
    if (!release) throw new Refusal('busy', { retryAfterSeconds: Math.max(1, Math.ceil(this.places.expectedMs() / 1000)) });
    underWay.inc();
    return release;
  }

  private async waitFor(organization: number, scope: Scope, gone: AbortSignal): Promise<Release | undefined> {
    const patience = AbortSignal.any([gone, AbortSignal.timeout(PATIENCE_MS)]);
    const { alerts } = await scopeSize.one(this.store, { scopes: scopeIds(scope) });
    return this.places.wait({ organization, isSmall: alerts <= SMALL }, patience, Date.now);
  }

  private giveBack(release: Release): void {
    underWay.dec();
    release(Date.now());
  }
}

function tooSlowOr(error: unknown): unknown {
  const isLate = error instanceof DOMException && error.name === 'TimeoutError';
  return isLate ? new Refusal('too-slow', { message: TOO_MUCH, retryAfterSeconds: Math.ceil(DEADLINE_MS / 1000), cause: error }) : error;
}
