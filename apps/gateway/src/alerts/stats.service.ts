import { Injectable } from '@nestjs/common';
import { type MatcherBinds, matcherBinds, question } from '#columns';
import { instantText, meanSeconds, meanSecondsBetween } from '#metrics';
import { Refusal } from '#runtime';
import { scopeIds } from '#scope';
import type { HeavyQuestion } from '../http/heavy/heavy-question.js';
import { HeavyReads } from '../http/heavy/heavy-reads.js';
import { matchersOf } from '../http/matchers.js';
import type { Stats, StatsQuery } from './stats.dto.js';

type Row = {
  kind: 'all' | 'severity' | 'alertname' | 'system';
  name: string | null;
  count: number;
  ttr_ms: number | null;
  first: number | null;
  last: number | null;
};

type Binds = MatcherBinds & { scopes: number[]; from: number; until: number; top: number };

const statsOf = question<Row, Binds>(import.meta.url, './stats.duck.sql');

@Injectable()
export class StatsService {
  constructor(private readonly heavy: HeavyReads) {}

  async stats(asked: HeavyQuestion, { from_date, to_date, top, filter }: StatsQuery): Promise<Stats> {
    if (from_date !== undefined && to_date !== undefined && to_date <= from_date)
      throw Refusal.field('to_date', 'must be after from_date', instantText(to_date));
    const range = { from: from_date ?? Number.MIN_SAFE_INTEGER, until: to_date ?? Number.MAX_SAFE_INTEGER };
    const rows = await this.heavy.ask(asked, statsOf, {
      scopes: scopeIds(asked.scope),
      ...range,
      top,
      ...matcherBinds(matchersOf('filter', filter)),
    });
    const of = (kind: Row['kind']): Row[] => rows.filter((row) => row.kind === kind);
    return {
      total: of('all')[0]?.count ?? 0,
      by_severity: {
        critical: 0,
        warning: 0,
        info: 0,
        ...Object.fromEntries(of('severity').map(({ name, count }) => [name ?? 'unknown', count])),
      },
      top_alertnames: of('alertname').map(({ name, count }) => ({ alertname: name ?? '', count })),
      top_systems: of('system').map(({ name, count }) => ({ system_key: name ?? '', count })),
      ...durationsOf(of('all')[0]),
    };
  }
}

/** What is undefined is left out. */
function durationsOf(all: Row | undefined): Pick<Stats, 'mttr_seconds' | 'mtbf_seconds'> {
  if (!all || all.first === null || all.last === null) return {};
  const mttr = meanSeconds(all.ttr_ms ?? 0, all.count);
  const mtbf = meanSecondsBetween(all.first, all.last, all.count);
  return { ...(mttr !== undefined && { mttr_seconds: mttr }), ...(mtbf !== undefined && { mtbf_seconds: mtbf }) };
}
