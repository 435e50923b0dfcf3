import type { Change, Episode } from './episode.js';
import { type News, NO_NEWS } from './news.js';
import type { EventKind, TimelineEvent } from './timeline.js';

/** A kind of the timeline, or what it says by itself; `flood`: more happened to the organization than is told line by line. */
export type ToldKind = EventKind | 'merged' | 'flood';
type Happened = { readonly change: Change; readonly events: readonly TimelineEvent[] };
type Line = { readonly of: Episode; readonly kind: ToldKind; readonly at: Date; readonly actor: string | null };

const HOUR = 3_600_000;

/**
 * What callers who follow are told of a transaction's changes: a line for each that the timeline gains. Imports, and what happened more than an hour
 * ago, are one line an organization. At most one row, before the news, so that who has seen these has been told.
 */
export function toldOf(happened: readonly Happened[], now: Date): News[] {
  const lines: Line[] = [];
  const flooded = new Map<number, Line>();
  for (const one of happened)
    for (const line of linesOf(one, now)) {
      if (isImported(one.change) || line.at.getTime() < now.getTime() - HOUR)
        flooded.set(line.of.organization_id, { ...line, kind: 'flood', actor: null });
      else lines.push(line);
    }
  return rowOf([...lines, ...flooded.values()]);
}

function linesOf({ change: { before, after, into }, events }: Happened, now: Date): Line[] {
  if (!after) return before && into?.id ? [{ of: before, kind: 'merged', at: now, actor: null }] : [];
  const fired: Line[] = before ? [] : [{ of: after, kind: 'fired', at: after.starts_at, actor: null }];
  const ends = after.ends_at && !before?.ends_at ? after.ends_at : undefined;
  const resolved: Line[] = ends ? [{ of: after, kind: 'resolved', at: ends, actor: closedBy(after) }] : [];
  // Of an alert that is opened again the timeline keeps an end that was told when it came.
  const isOld = (kind: EventKind): boolean => kind === 'resolved' && Boolean(before?.ends_at) && !after.ends_at;
  const shown = events.flatMap(({ kind, at, actor }): Line[] =>
    kind === 'held' || isOld(kind) ? [] : [{ of: after, kind, at, actor: userOf(actor) }],
  );
  return [...fired, ...shown, ...resolved];
}

const isImported = ({ before, after }: Change): boolean =>
  after?.origin === 'import' && (!before || (after.resolution === 'import' && !before.ends_at));

const closedBy = (one: Episode): string | null =>
  one.resolution === 'manual' && 'closed_by' in one && typeof one.closed_by === 'string' ? one.closed_by : null;

const userOf = (actor: unknown): string | null =>
  typeof actor === 'object' && actor !== null && 'user_id' in actor && typeof actor.user_id === 'string' ? actor.user_id : null;

/** Recording pays for each value: what all lines have in common is said once, or not at all where it is their start or nobody. */
const rowOf = (lines: readonly Line[]): News[] =>
  lines.length === 0
    ? []
    : [
        {
          ...NO_NEWS,
          news: 'told',
          alerts: lines.map(({ of }) => of.id ?? 0),
          starts: lines.map(({ of }) => of.starts_at),
          organizations: lines.map(({ of }) => of.organization_id),
          series: lines.map(({ of }) => of.series_id ?? null),
          events: lines.every(({ kind }) => kind === lines[0]?.kind)
            ? lines.slice(0, 1).map(({ kind }) => kind)
            : lines.map(({ kind }) => kind),
          instants: lines.every(({ at, of }) => at.getTime() === of.starts_at.getTime()) ? null : lines.map(({ at }) => at),
          actors: lines.every(({ actor }) => actor === null) ? null : lines.map(({ actor }) => actor),
        },
      ];
