import { Injectable } from '@nestjs/common';
import { instantText } from '#metrics';
import { type BurstRow, burstsReport, wholly } from '#reports';
import type { HeavyQuestion } from '../../http/heavy/heavy-question.js';
import { HeavyReads } from '../../http/heavy/heavy-reads.js';
import { linkedPage, type NextLink, type Ordered } from '../../http/linked.js';
import { InsightsService } from '../insights.service.js';
import { ReportAsks } from '../report-asks.js';
import type { Bursts, BurstsQuery } from './bursts.dto.js';

const NEWEST_FIRST: Ordered<BurstRow> = { kinds: ['number', 'string'], keyOf: ({ since, alertname }) => [-since, alertname] };

@Injectable()
export class BurstsService {
  constructor(
    private readonly heavy: HeavyReads,
    private readonly asks: ReportAsks,
    private readonly insights: InsightsService,
  ) {}

  async bursts(asked: HeavyQuestion, query: BurstsQuery, next: NextLink, now: Date): Promise<Bursts> {
    const ask = this.asks.of(asked.caller, asked.scope, query, now);
    const found = await wholly(burstsReport(this.heavy.asking(asked), ask, query));
    const page = await linkedPage(found, NEWEST_FIRST, query, next);
    const shown = page.map(({ since, until, ...row }) => ({ ...row, from: instantText(since), until: instantText(until) }));
    if (!query.outside) return { bursts: shown };
    const stretches = found.map(({ alertname, since, until }) => ({ alertname, from: since, until }));
    return { bursts: shown, outside: await this.insights.figuresOutside(asked, ask, stretches) };
  }
}
