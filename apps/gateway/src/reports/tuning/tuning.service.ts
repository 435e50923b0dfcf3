import { Injectable } from '@nestjs/common';
import { secondsOf } from '#metrics';
import type { HeavyQuestion } from '../../http/heavy/heavy-question.js';
import { HeavyReads } from '../../http/heavy/heavy-reads.js';
import type { Ordered } from '../../http/linked.js';
import { askedBinds, reportQuestion } from '../asked.js';
import { ReportAsks } from '../report-asks.js';
import { suggestionOf } from './suggestion.js';
import type { Tuning, TuningQuery } from './tuning.dto.js';

type Row = {
  alertname: string;
  episodes: number;
  resolved: number;
  acknowledged: number;
  handled: number;
  auto_resolved: number;
  duration: number[] | null;
  gap: number[] | null;
  times: [avoided: number, lost: number, kept: number][];
  acknowledged_anywhere: number;
};

const TIMES = [1, 2, 5, 10, 15, 30, 60].map((minutes) => minutes * 60);
const tuning = reportQuestion<Row, { times: number[]; top: number }>(import.meta.url, './tuning.duck.sql');

export const BY_TUNING: Ordered<Tuning> = { kinds: ['number', 'string'], keyOf: ({ episodes, alertname }) => [-episodes, alertname] };

@Injectable()
export class TuningService {
  constructor(
    private readonly heavy: HeavyReads,
    private readonly asks: ReportAsks,
  ) {}

  /** A row per alert name, the most frequent first. */
  async *rows(asked: HeavyQuestion, query: TuningQuery, now: Date): AsyncGenerator<Tuning[]> {
    const binds = { ...askedBinds(this.asks.of(asked.caller, asked.scope, query, now)), times: TIMES, top: query.top };
    for await (const rows of this.heavy.answers(asked, tuning, binds)) yield rows.map(shown);
  }
}

function shown(row: Row): Tuning {
  const { alertname, episodes, resolved, acknowledged, handled, auto_resolved, duration, gap, times, acknowledged_anywhere } = row;
  const waits = TIMES.map((seconds, i) => ({ seconds, avoided: times[i]?.[0] ?? 0, lost: times[i]?.[1] ?? 0 }));
  const keeps = TIMES.map((seconds, i) => ({ seconds, avoided: times[i]?.[2] ?? 0 }));
  const [p50, p90] = (duration ?? []).map(secondsOf);
  const [pause] = (gap ?? []).map(secondsOf);
  return {
    ...{ alertname, episodes, resolved, acknowledged, auto_resolved },
    duration: { ...(p50 !== undefined && { p50 }), ...(p90 !== undefined && { p90 }) },
    gap: pause === undefined ? {} : { p50: pause },
    for: waits,
    keep_firing: keeps,
    suggestion: suggestionOf({
      ...{ episodes, acknowledged, handled, autoResolved: auto_resolved, isAcknowledgedAnywhere: acknowledged_anywhere > 0 },
      ...{ for: waits, keepFiring: keeps },
    }),
  };
}
