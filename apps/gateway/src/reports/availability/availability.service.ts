import { Injectable } from '@nestjs/common';
import { availabilityReport } from '#reports';
import type { HeavyQuestion } from '../../http/heavy/heavy-question.js';
import { HeavyReads } from '../../http/heavy/heavy-reads.js';
import type { Ordered } from '../../http/linked.js';
import { ReportAsks } from '../report-asks.js';
import type { Availability, AvailabilityQuery } from './availability.dto.js';

export const BY_AVAILABILITY: Ordered<Availability> = {
  kinds: ['string', 'string', 'string'],
  keyOf: ({ bucket, key, organization_id = '' }) => [bucket, key, organization_id],
};

@Injectable()
export class AvailabilityService {
  constructor(
    private readonly heavy: HeavyReads,
    private readonly asks: ReportAsks,
  ) {}

  /** A row for every key and bucket with an alert, by bucket, then key. */
  rows(asked: HeavyQuestion, query: AvailabilityQuery, now: Date): AsyncGenerator<Availability[]> {
    return availabilityReport(this.heavy.asking(asked), this.asks.of(asked.caller, asked.scope, query, now), query);
  }
}
