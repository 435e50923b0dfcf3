import { type Episode, NO_EPISODE, type Routed, type Status } from './episode.js';
import type { Woven } from './weave.js';

/** In which order sightings describe an ended alert: an end before a start, the latest instant, then receiver and text in bytes. */
export type Rank = { readonly ended: boolean; readonly instant: number; readonly receiver: string; readonly text: string };

const textOf = (one: Pick<Episode, 'alertname' | 'severity' | 'labels' | 'number' | 'priority'>): string =>
  JSON.stringify([one.alertname, one.severity, Object.entries(one.labels).sort(([a], [b]) => (a < b ? -1 : 1)), one.number, one.priority]);

export const rankOf = (told: Routed): Rank => ({
  ended: told.endsAt !== null,
  instant: (told.endsAt ?? told.startsAt).getTime(),
  receiver: told.receiver ?? '',
  text: textOf(told),
});

/** Less than any sighting. */
const LEAST: Rank = { ended: false, instant: Number.NEGATIVE_INFINITY, receiver: '', text: '' };

/**
 * A row that has been told its end was described by the sighting that told it; another by the latest of its starts. Of a row that falls apart the looks
 * go with the piece that has this end.
 */
function rankOfRow(row: Episode, woven: Woven): Rank {
  const ended = hasToldEnd(row);
  if (ended && !holdsEndOf(row, woven)) return LEAST;
  const starts = row.parts?.filter((part) => !part.active).map((part) => part.start) ?? [];
  const instant = ended ? (row.ends_at?.getTime() ?? 0) : Math.max(row.starts_at.getTime(), ...starts);
  return { ended, instant, receiver: row.receiver ?? '', text: textOf(row) };
}

const hasToldEnd = ({ ends_at, resolution }: Episode): boolean => ends_at !== null && resolution !== 'inferred';
const holdsEndOf = (row: Episode, { parts }: Woven): boolean =>
  parts.some((part) => part.end !== null && part.end === row.ends_at?.getTime());

export function isBefore(a: Rank, b: Rank): boolean {
  if (a.ended !== b.ended) return a.ended;
  if (a.instant !== b.instant) return a.instant > b.instant;
  if (a.receiver !== b.receiver)
    return b.receiver === '' || (a.receiver !== '' && Buffer.from(a.receiver).compare(Buffer.from(b.receiver)) < 0);
  return Buffer.from(a.text).compare(Buffer.from(b.text)) < 0;
}

/**
 * What an alert looks like, given what is stored of it (the row that keeps its id first) and what was told now; `kin` lends its looks to one of which
 * nothing else is known. Null: nothing is.
 */
export function described(woven: Woven, rows: readonly Episode[], kin: Episode | null, seen: readonly Routed[]): Episode | null {
  const stored =
    rows.reduce<Episode | null>((best, row) => (best && !isBefore(rankOfRow(row, woven), rankOfRow(best, woven)) ? best : row), null) ??
    kin;
  if (woven.by === 'close') return rows.find((row) => row.resolution === 'manual') ?? stored;
  if (woven.end === null) return runningLooks(stored, seen);
  const first = seen.reduce<Routed | null>((best, one) => (best && !isBefore(rankOf(one), rankOf(best)) ? best : one), null);
  // A piece that fell off a row has its looks only with the end that gave them.
  const isDescribed = stored && (rows.length > 0 || (hasToldEnd(stored) && holdsEndOf(stored, woven)));
  if (!first || (isDescribed && !isBefore(rankOf(first), rankOfRow(stored, woven)))) return stored;
  return looksOf(first, stored);
}

/** What was said last; but who brought it is decided by the receivers' names, so that two of them do not take turns. */
function runningLooks(stored: Episode | null, seen: readonly Routed[]): Episode | null {
  const last = seen.filter(({ endsAt }) => endsAt === null).at(-1) ?? seen.at(-1);
  if (!last) return stored;
  const looks = looksOf(last, stored);
  const routes = seen
    .filter(({ via, receiver }) => receiver && via !== 'refresher')
    .map((one): Route => ({ ...one, source_id: one.sourceId, policy_id: one.policyId }));
  if (stored?.ends_at === null && stored.receiver && (routes.length === 0 || isSent(stored))) routes.push(stored);
  const [route = looks] = routes.sort((a, b) => Buffer.from(a.receiver ?? '').compare(Buffer.from(b.receiver ?? '')));
  return { ...looks, receiver: route.receiver, source_id: route.source_id, policy_id: route.policy_id };
}

type Route = Pick<Episode, 'receiver' | 'source_id' | 'policy_id'>;
/** A poll lists all receivers of an alert, so it cannot tell which of them leads here: one that has sent it can. */
const isSent = ({ reporters }: Episode): boolean => Object.keys(reporters).some((name) => !name.startsWith('upstream '));

/** A poll of Prometheus knows no annotations, and an end may come without: those before stay. */
const isMute = ({ via, endsAt, annotations }: Routed): boolean =>
  (via === 'refresher' || endsAt !== null) && Object.keys(annotations).length === 0;

const statusOf = ({ state, silencedBy, inhibitedBy, mutedBy = [], receivers = [] }: Status) => ({
  ...{ state, silenced_by: silencedBy, inhibited_by: inhibitedBy, muted_by: mutedBy, receivers },
});

/** The columns a sighting speaks of. Its status is kept when only the refresher could know it. */
function looksOf(told: Routed, before: Episode | null): Episode {
  const status = told.status ? statusOf(told.status) : before;
  // A poll lists all receivers of an alert, so it cannot tell which of them brought it.
  const routed = { receiver: told.receiver || (before?.receiver ?? null), source_id: told.sourceId, policy_id: told.policyId };
  const route = told.via === 'refresher' && before?.receiver ? before : routed;
  return {
    ...NO_EPISODE,
    organization_id: told.organizationId,
    fingerprint: told.fingerprint,
    alertname: told.alertname,
    severity: told.severity,
    system_key: told.systemKey,
    origin: told.via === 'event' || told.via === 'import' ? (before?.origin ?? told.via) : 'alertmanager',
    state: status?.state ?? 'active',
    silenced_by: status?.silenced_by ?? [],
    inhibited_by: status?.inhibited_by ?? [],
    muted_by: status?.muted_by ?? [],
    receivers: status?.receivers ?? [],
    generator_url: told.generatorUrl ?? before?.generator_url ?? '',
    receiver: route.receiver,
    priority: told.priority,
    source_id: route.source_id,
    policy_id: route.policy_id,
    number: told.number,
    labels: told.labels,
    annotations: isMute(told) && before ? before.annotations : told.annotations,
  };
}
