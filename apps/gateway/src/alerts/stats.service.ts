import { Injectable } from '@nestjs/common';
import { instantText, meanSeconds, meanSecondsBetween } from '#metrics';
import { sql } from '#persistence';
import { Refusal } from '#runtime';
import { scopeIds } from '#scope';
import type { HeavyQuestion } from '../http/heavy/heavy-question.js';
import { HeavyReads } from '../http/heavy/heavy-reads.js';
import type { Stats, StatsQuery } from './stats.dto.js';

type Row = {
  kind: 'all' | 'severity' | 'alertname' | 'system';
  name: string | null;
  count: number;
  ttr_ms: number | null;
  first: Date | null;
  last: Date | null;
};

type Binds = { scopes: number[]; from: Date | '-infinity'; until: Date | 'infinity'; top: number };

const statsOf = sql<Row, Binds>(import.meta.url, './stats.sql');

@Injectable()
export class StatsService {
  constructor(private readonly heavy: HeavyReads) {}

  async stats(question: HeavyQuestion, { from_date, to_date, top }: StatsQuery): Promise<Stats> {
    if (from_date !== undefined && to_date !== undefined && to_date <= from_date)
      throw Refusal.field('to_date', 'must be after from_date', instantText(to_date));
    const range = {
      from: from_date === undefined ? ('-infinity' as const) : new Date(from_date),
      until: to_date === undefined ? ('infinity' as const) : new Date(to_date),
    };
    const rows = await this.heavy.read(question, (db) => statsOf.rows(db, { scopes: scopeIds(question.scope), ...range, top }));
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
  if (!all?.first || !all.last) return {};
  const mttr = meanSeconds(all.ttr_ms ?? 0, all.count);
  const mtbf = meanSecondsBetween(all.first.getTime(), all.last.getTime(), all.count);
  return { ...(mttr !== undefined && { mttr_seconds: mttr }), ...(mtbf !== undefined && { mtbf_seconds: mtbf }) };
}
