import { Injectable } from '@nestjs/common';
import { instantText, type LabelledRange, labelledRanges, meanSeconds, rangeBefore } from '#metrics';
import { Store, sql } from '#persistence';
import { askedBinds, type ReportAsk, reportQuestion } from '#reports';
import { type Scope, scopeIds } from '#scope';
import type { HeavyQuestion } from '../../http/heavy/heavy-question.js';
import { HeavyReads } from '../../http/heavy/heavy-reads.js';
import { ReportAsks } from '../report-asks.js';
import type { AlertSeries, SeriesGroup, SeriesPoint, SeriesQuery } from './series.dto.js';

/** Sums are milliseconds as texts: they can pass what a number holds exactly. `rank` 1 is the largest group; null: none of the largest, or the range before. */
type SeriesRow = {
  current: boolean;
  place: number;
  rank: number | null;
  key: string | null;
  name: string | null;
  groups: number;
  count: number;
  acknowledged: number;
  tta: string;
  resolved: number;
  ttr: string;
};
type Place = LabelledRange & { readonly isBefore: boolean };
type Binds = { before: number; froms: number[] };

const by = (key: string, name: string) => reportQuestion<SeriesRow, Binds>(import.meta.url, './series.duck.sql', { key, name });
const statements: Readonly<Record<SeriesGroup | 'none', ReturnType<typeof by>>> = {
  none: reportQuestion<SeriesRow, Binds>(import.meta.url, './series.duck.sql'),
  organization: by('o.public_id', 'o.name'),
  source: by("coalesce(a.source::VARCHAR, '')", "''"),
  policy: by("coalesce(a.policy::VARCHAR, '')", "''"),
  severity: by("coalesce(a.severity, '')", "''"),
};
type NameBinds = { scopes: number[]; ids: number[] };
const sourceNames = sql<{ id: number; name: string }, NameBinds>(import.meta.url, './source-names.sql');
const policyNames = sql<{ id: number; name: string }, NameBinds>(import.meta.url, './policy-names.sql');

@Injectable()
export class SeriesService {
  constructor(
    private readonly heavy: HeavyReads,
    private readonly asks: ReportAsks,
    private readonly store: Store,
  ) {}

  async series(asked: HeavyQuestion, query: SeriesQuery, now: Date): Promise<AlertSeries> {
    const { by, compare } = query;
    const ask = this.asks.of(asked.caller, asked.scope, query, now);
    const places = placesOf(ask, query);
    const before = (compare ? rangeBefore(ask.range) : ask.range).from;
    const binds = { ...askedBinds(ask), before, froms: places.map(({ from }) => from) };
    const rows = await this.heavy.ask(asked, statements[by ?? 'none'], binds);
    const points = (found: readonly SeriesRow[], isBefore = false): SeriesPoint[] => pointsOf(places, found, isBefore);
    return {
      buckets: points(rows.filter(({ current }) => current)),
      ...(compare && {
        previous: points(
          rows.filter(({ current }) => !current),
          true,
        ),
      }),
      ...(by && (await this.groups(asked.scope, by, rows, points))),
    };
  }

  private async groups(scope: Scope, by: string, rows: readonly SeriesRow[], points: (rows: readonly SeriesRow[]) => SeriesPoint[]) {
    const current = rows.filter((row) => row.current);
    const ranks = [...new Set(current.flatMap(({ rank }) => rank ?? []))].sort((a, b) => a - b);
    const groups = ranks.map((rank) => current.filter((row) => row.rank === rank));
    const names = await this.names(
      scope,
      by,
      groups.flatMap(([row]) => row?.key ?? []),
    );
    const rest = current.filter(({ rank }) => rank === null);
    return {
      groups: groups.map((found) => {
        const id = found[0]?.key ?? '';
        return { id, name: names.get(id) ?? (found[0]?.name || id), buckets: points(found) };
      }),
      ...(rest.length > 0 && { rest: { buckets: points(rest) } }),
    };
  }

  private async names(scope: Scope, by: string, keys: readonly string[]): Promise<Map<string, string>> {
    const statement = by === 'source' ? sourceNames : by === 'policy' ? policyNames : undefined;
    const ids = keys.filter((key) => key !== '').map(Number);
    const found = (await statement?.rows(this.store, { scopes: scopeIds(scope), ids })) ?? [];
    return new Map(found.map(({ id, name }) => [String(id), name]));
  }
}

/** The buckets of the range before, where it is asked for, then those of the range: rows name places in it. */
function placesOf({ range, zone }: ReportAsk, { compare, 'group-by': grouping }: SeriesQuery): Place[] {
  const cut = (one: ReportAsk['range'], isBefore: boolean): Place[] =>
    labelledRanges(one, zone, grouping).map((part) => ({ ...part, isBefore }));
  return [...(compare ? cut(rangeBefore(range), true) : []), ...cut(range, false)];
}

type Sum = { from: number; until: number; count: number; acknowledged: number; resolved: number; tta: bigint; ttr: bigint };

/** Every bucket, with what was found of it; sums are exact before a mean is taken. */
function pointsOf(places: readonly Place[], rows: readonly SeriesRow[], isBefore: boolean): SeriesPoint[] {
  const sums = new Map<string, Sum>();
  for (const place of places) {
    if (place.isBefore !== isBefore) continue;
    const known = sums.get(place.label) ?? { from: place.from, until: place.until, ...NONE };
    sums.set(place.label, { ...known, until: place.until });
  }
  for (const row of rows) {
    const sum = sums.get(places[row.place]?.label ?? '');
    if (sum) add(sum, row);
  }
  return [...sums].map(([bucket, sum]) => pointOf(bucket, sum));
}

const NONE = { count: 0, acknowledged: 0, resolved: 0, tta: 0n, ttr: 0n };

function add(sum: Sum, row: SeriesRow): void {
  sum.count += row.count;
  sum.acknowledged += row.acknowledged;
  sum.resolved += row.resolved;
  sum.tta += BigInt(row.tta);
  sum.ttr += BigInt(row.ttr);
}

function pointOf(bucket: string, { from, until, count, acknowledged, resolved, tta, ttr }: Sum): SeriesPoint {
  const [mtta, mttr] = [meanSeconds(tta, acknowledged), meanSeconds(ttr, resolved)];
  return {
    ...{ bucket, from: instantText(from), until: instantText(until), count, acknowledged },
    ...(mtta !== undefined && { mtta }),
    resolved,
    ...(mttr !== undefined && { mttr }),
  };
}
