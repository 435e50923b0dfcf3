import { Injectable } from '@nestjs/common';
import { Store } from '#persistence';
import { type SuppressionRow, suppressionReport } from '#reports';
import type { HeavyQuestion } from '../../http/heavy/heavy-question.js';
import { HeavyReads } from '../../http/heavy/heavy-reads.js';
import { linked, type NextLink, type Ordered } from '../../http/linked.js';
import { ReportAsks } from '../report-asks.js';
import type { Suppression, SuppressionQuery } from './suppression.dto.js';

/** An id is one of its tenant. */
const BY_BUCKET: Ordered<SuppressionRow> = {
  kinds: ['string', 'string', 'string'],
  keyOf: ({ bucket, key, tenant }) => [bucket, key, tenant],
};

@Injectable()
export class SuppressionService {
  constructor(
    private readonly store: Store,
    private readonly heavy: HeavyReads,
    private readonly asks: ReportAsks,
  ) {}

  /** A row for everything that held an alert in a bucket, and for silences that held none, by bucket, then key. */
  async *rows(asked: HeavyQuestion, query: SuppressionQuery, next: NextLink, now: Date): AsyncGenerator<Suppression[]> {
    const ask = this.asks.of(asked.caller, asked.scope, query, now);
    const found = suppressionReport(this.heavy.asking(asked), this.store, ask, query);
    for await (const rows of linked(found, BY_BUCKET, query, next)) yield rows.map(({ tenant: _, ...row }) => row);
  }
}
