import { Injectable } from '@nestjs/common';
import { tuningReport } from '#reports';
import type { HeavyQuestion } from '../../http/heavy/heavy-question.js';
import { HeavyReads } from '../../http/heavy/heavy-reads.js';
import type { Ordered } from '../../http/linked.js';
import { ReportAsks } from '../report-asks.js';
import type { Tuning, TuningQuery } from './tuning.dto.js';

export const BY_TUNING: Ordered<Tuning> = { kinds: ['number', 'string'], keyOf: ({ episodes, alertname }) => [-episodes, alertname] };

@Injectable()
export class TuningService {
  constructor(
    private readonly heavy: HeavyReads,
    private readonly asks: ReportAsks,
  ) {}

  /** A row per alert name, the most frequent first. */
  rows(asked: HeavyQuestion, query: TuningQuery, now: Date): AsyncGenerator<Tuning[]> {
    return tuningReport(this.heavy.asking(asked), this.asks.of(asked.caller, asked.scope, query, now), query);
  }
}
