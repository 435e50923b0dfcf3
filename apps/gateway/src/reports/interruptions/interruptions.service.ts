import { Injectable } from '@nestjs/common';
import { burdenOf, type InterruptionsRow, interruptionsReport } from '#reports';
import type { HeavyQuestion } from '../../http/heavy/heavy-question.js';
import { HeavyReads } from '../../http/heavy/heavy-reads.js';
import { linkedPage, type NextLink, type Ordered } from '../../http/linked.js';
import { ReportAsks } from '../report-asks.js';
import type { Interruptions, InterruptionsQuery } from './interruptions.dto.js';

/** One page may hold the last buckets and the first assignees. */
const BUCKETS_THEN_ASSIGNEES: Ordered<InterruptionsRow> = {
  kinds: ['number', 'number', 'string'],
  keyOf: (row) => ('bucket' in row ? [0, 0, row.bucket] : [1, -burdenOf(row), row.user_id ?? '']),
};

@Injectable()
export class InterruptionsService {
  constructor(
    private readonly heavy: HeavyReads,
    private readonly asks: ReportAsks,
  ) {}

  async interruptions(asked: HeavyQuestion, query: InterruptionsQuery, next: NextLink, now: Date): Promise<Interruptions> {
    const ask = this.asks.of(asked.caller, asked.scope, { ...query, priority: 'HIGH' }, now);
    const all = await interruptionsReport(this.heavy.asking(asked), ask, query);
    const page = await linkedPage(all, BUCKETS_THEN_ASSIGNEES, query, next);
    return { buckets: page.filter((row) => 'bucket' in row), assignees: page.filter((row) => 'user_id' in row) };
  }
}
