import type { Change, Episode } from './episode.js';

type Kind = 'opened' | 'changed' | 'ended' | 'merged' | 'deleted';
/** What is told line by line; see told.ts. */
type Lines = { series: (number | null)[] | null; events: string[] | null; instants: Date[] | null; actors: (string | null)[] | null };
/** A row of `outbox`: what a transaction did to some alerts. */
export type News = { news: Kind | 'told'; alerts: number[]; starts: Date[]; organizations: number[]; others: number[] | null } & Lines;
export const NO_NEWS: News = {
  news: 'changed',
  alerts: [],
  starts: [],
  organizations: [],
  others: null,
  series: null,
  events: null,
  instants: null,
  actors: null,
};

/** What followers of the ledger are told of changes whose alerts have their ids, kind by kind. */
export function newsOf(changes: readonly Change[]): News[] {
  const byKind = new Map<Kind, News>();
  for (const change of changes) {
    const told = change.after ?? change.before;
    if (!told || told.id === null) continue;
    const kind = kindOf(change);
    const news = byKind.get(kind) ?? {
      ...NO_NEWS,
      news: kind,
      alerts: [],
      starts: [],
      organizations: [],
      others: kind === 'merged' ? [] : null,
    };
    byKind.set(kind, news);
    add(news, told, change.into?.id);
  }
  return [...byKind.values()];
}

function kindOf({ before, after, into }: Change): Kind {
  if (!after) return into?.id ? 'merged' : 'deleted';
  if (after.ends_at && !before?.ends_at) return 'ended';
  return before ? 'changed' : 'opened';
}

function add(news: News, { id, starts_at, organization_id }: Episode, other: number | null | undefined): void {
  if (id !== null) news.alerts.push(id);
  news.starts.push(starts_at);
  news.organizations.push(organization_id);
  if (news.others && other) news.others.push(other);
}
