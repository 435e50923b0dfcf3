import { Injectable } from '@nestjs/common';
import { quarterOf, type Range, trendOf, trendWindow } from '#metrics';
import { prepared, Store } from '#persistence';
import { Refusal } from '#runtime';
import { listBinds, type Scope } from '#scope';
import { Zones } from '../http/zones.js';
import type { Trend, TrendQuery } from './alerts.dto.js';

type Binds = { bounds: number[]; first: number; last: number; subtrees: number[]; organizations: number[] };

const countRanges = prepared<{ range: number; count: number }, Binds>(import.meta.url, './trend.sql');

@Injectable()
export class TrendService {
  constructor(
    private readonly store: Store,
    private readonly zones: Zones,
  ) {}

  /** Civil days of the zone, by the instant the resolution was recorded. */
  async trend(scope: Scope, { period, timezone }: TrendQuery, now: Date): Promise<Trend> {
    const zone = this.zones.find(timezone);
    if (!zone) throw Refusal.field('timezone', 'timezone is not an IANA time zone', timezone);
    const window = trendWindow(period, zone, now.getTime());
    const counts = await this.count(scope, [...window.previous, ...window.current]);
    const byDate = new Map<string, number>();
    window.current.forEach(({ label }, i) => {
      byDate.set(label, (byDate.get(label) ?? 0) + (counts[window.previous.length + i] ?? 0));
    });
    const previous = counts.slice(0, window.previous.length).reduce((sum, count) => sum + count, 0);
    return trendOf(window, byDate, previous);
  }

  /** Of ascending ranges whose bounds are quarters, as those of every zone are since 2011. */
  private async count(scope: Scope, ranges: readonly Range[]): Promise<number[]> {
    const bounds = [...new Set(ranges.flatMap(({ from, until }) => [quarterOf(from), quarterOf(until)]))].sort((a, b) => a - b);
    const { organizations, owners, distributors, resellers } = listBinds(scope);
    const binds = {
      bounds,
      first: bounds[0] ?? 0,
      last: bounds.at(-1) ?? 0,
      subtrees: [...owners, ...distributors, ...resellers],
      organizations,
    };
    const found = new Map((await countRanges.rows(this.store, binds)).map(({ range, count }) => [range, count]));
    return ranges.map(({ from }) => found.get(bounds.indexOf(quarterOf(from)) + 1) ?? 0);
  }
}
