import { Injectable } from '@nestjs/common';
import { heatmapOf, instantText, meanSeconds, QUARTER_MS, rangeBefore, secondsOf, shareOf } from '#metrics';
import { type AskedBinds, askedBinds, type ReportAsk, reportQuestion } from '#reports';
import type { HeavyQuestion } from '../http/heavy/heavy-question.js';
import { HeavyReads } from '../http/heavy/heavy-reads.js';
import type { AlertnameCount, Durations, Figures, Insights, InsightsQuery, LabelFigures, SystemCount } from './insights.dto.js';
import { ReportAsks } from './report-asks.js';

type Binds = { before: number; label: string; groups: number; mtta_target: number; mttr_target: number } & Record<'burst_names', string[]> &
  Record<'burst_froms' | 'burst_untils', number[]>;
/** Alerts of a name that began in a stretch of time, ends included (epoch ms). */
export type Stretch = { readonly alertname: string; readonly from: number; readonly until: number };
type Sums<Name extends string> = {
  [K in `${Name}_${'min' | 'max'}`]: number | null;
} & { [K in `${Name}_sum`]: string | null } & { [K in `${Name}_ranks`]: (number | null)[] | null } & { [K in `${Name}_within`]: number };
type FigureRow = Omit<Figures, 'mtta' | 'mttr'> & {
  current: boolean;
  overall: boolean;
  label: string | null;
  refired: number;
} & Sums<'tta'> &
  Sums<'ttr'>;
type Row = {
  figures: FigureRow[] | null;
  groups: number;
  alertnames: AlertnameCount[] | null;
  systems: SystemCount[] | null;
  /** Quarters with how many alerts started in them. */
  starts: [quarter: number, n: number][] | null;
};

type Targets = Pick<InsightsQuery, 'mtta-target' | 'mttr-target'>;

const MOST_GROUPS = 100;
/** Without a label the alerts are gone through once less. */
const OVERALL = { value: 'NULL::VARCHAR', label: 'NULL::VARCHAR AS label', overall: 'true', sets: 'current' };
const byLabel = reportQuestion<Row, Binds>(import.meta.url, './insights.duck.sql');
const overall = reportQuestion<Row, Binds>(import.meta.url, './insights.duck.sql', OVERALL);

@Injectable()
export class InsightsService {
  constructor(
    private readonly heavy: HeavyReads,
    private readonly asks: ReportAsks,
  ) {}

  /** The figures over the alerts of the range, but for those of some stretches. */
  async figuresOutside(asked: HeavyQuestion, ask: ReportAsk, stretches: readonly Stretch[]): Promise<Figures> {
    const [found] = await this.heavy.ask(asked, overall, bindsOf(ask, {}, stretches));
    return shown(
      found?.figures?.find((one) => one.current),
      {},
    );
  }

  async insights(asked: HeavyQuestion, query: InsightsQuery, now: Date): Promise<Insights> {
    const ask = this.asks.of(asked.caller, asked.scope, query, now);
    const statement = query['group-by-label'] ? byLabel : overall;
    const [found] = await this.heavy.ask(asked, statement, bindsOf(ask, query, []));
    const figures = found?.figures ?? [];
    const find = (current: boolean, label: string | null): Figures =>
      shown(
        figures.find((one) => one.current === current && one.label === label),
        query,
      );
    const labels = figures.flatMap((one) => (one.current && one.label !== null ? [one.label] : []));
    return {
      from: instantText(ask.range.from),
      until: instantText(ask.range.until),
      timezone: ask.zone,
      overall: find(true, null),
      previous: find(false, null),
      ...(query['group-by-label'] && {
        groups: labels.map((label): LabelFigures => ({ label, ...find(true, label), previous: find(false, label) })),
        group_count: found?.groups ?? 0,
      }),
      top_alertnames: found?.alertnames ?? [],
      top_systems: found?.systems ?? [],
      heatmap: heatmapOf(
        (found?.starts ?? []).map(([quarter, n]) => ({ at: quarter * QUARTER_MS, n })),
        ask.zone,
      ),
    };
  }
}

function bindsOf(ask: ReportAsk, query: Targets & { 'group-by-label'?: string }, outside: readonly Stretch[]): Binds & AskedBinds {
  return {
    ...askedBinds(ask),
    before: rangeBefore(ask.range).from,
    label: query['group-by-label'] ?? '',
    groups: query['group-by-label'] === undefined ? 0 : MOST_GROUPS,
    mtta_target: query['mtta-target'] ?? -1,
    mttr_target: query['mttr-target'] ?? -1,
    burst_names: outside.map((one) => one.alertname),
    burst_froms: outside.map((one) => one.from),
    burst_untils: outside.map((one) => one.until),
  };
}

const NONE = { count: 0, open: 0, acknowledged: 0, resolved: 0, auto_resolved: 0, mtta: { n: 0 }, mttr: { n: 0 }, flapping: 0 };

function shown(row: FigureRow | undefined, query: Targets): Figures {
  if (!row) return NONE;
  const { count, open, acknowledged, resolved, auto_resolved, flapping, refired } = row;
  const [acknowledgedInTime, resolvedInTime] = [shareOf(row.tta_within, acknowledged), shareOf(row.ttr_within, resolved)];
  const refireRate = shareOf(refired, resolved);
  return {
    count,
    open,
    acknowledged,
    resolved,
    auto_resolved,
    mtta: durations(acknowledged, row.tta_sum, row.tta_min, row.tta_max, row.tta_ranks),
    mttr: durations(resolved, row.ttr_sum, row.ttr_min, row.ttr_max, row.ttr_ranks),
    flapping,
    ...(refireRate !== undefined && { refire_rate: refireRate }),
    ...(query['mtta-target'] !== undefined && acknowledgedInTime !== undefined && { within_mtta_target: acknowledgedInTime }),
    ...(query['mttr-target'] !== undefined && resolvedInTime !== undefined && { within_mttr_target: resolvedInTime }),
  };
}

/** From milliseconds. A sum comes as text: it can pass what a number holds exactly. */
function durations(n: number, sum: string | null, min: number | null, max: number | null, ranks: (number | null)[] | null): Durations {
  const mean = sum === null ? undefined : meanSeconds(BigInt(sum), n);
  if (mean === undefined || min === null || max === null || ranks === null) return { n: 0 };
  const [p50 = 0, p90 = 0, p95 = 0, p99 = 0] = ranks.map((ms) => secondsOf(ms ?? 0));
  return { n, mean, min: secondsOf(min), p50, p90, p95, p99, max: secondsOf(max) };
}
