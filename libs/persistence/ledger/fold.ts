import { described, isBefore, rankOf } from './description.js';
import type { Change, Episode, Observation, Resolution, Routed, StoredPart } from './episode.js';
import { type Close, keptParts, nearestOf, type Part, TELLERS, type Teller, toldOf, type Woven, weave } from './weave.js';

/** A woven alert with what is stored and told of it. `row` keeps its id, `swallowed` turn out to be part of it. */
type Home = {
  readonly woven: Woven;
  readonly row: Episode | null;
  readonly swallowed: Episode[];
  readonly kin: Episode | null;
  readonly seen: Routed[];
};

/**
 * Folds sightings of ONE (organization, fingerprint) into its episodes. The outcome is a function of the set of sightings, not of their order (but for
 * what a running alert says last, and inferred ends): which alerts there are says weave.ts, what describes them description.ts.
 * `rows` are the stored episodes that the observations may concern.
 */
export function fold(rows: readonly Episode[], observations: readonly Routed[], now: Date): Change[] {
  const inOrder = [...rows].sort((a, b) => a.starts_at.getTime() - b.starts_at.getTime());
  const woven = weave(partsOf(inOrder, observations), inOrder.flatMap(closeOf));
  return housed(woven, inOrder, observations).flatMap((home) => settle(home, now));
}

const keyOf = ({ start, active }: Pick<Part, 'start' | 'active'>): string => `${start} ${active}`;
const startOf = (observation: Observation): Pick<Part, 'start' | 'active'> => ({
  start: observation.startsAt.getTime(),
  active: observation.since === 'active',
});

/** An end that a poll tells is one of an Alertmanager as well. */
const tellerOf = (by: string | null): Teller => TELLERS.find((one) => one === by) ?? 'webhook';

const closeOf = (row: Episode): Close[] =>
  row.resolution === 'manual' && row.ends_at ? [{ start: row.starts_at.getTime(), at: row.ends_at.getTime() }] : [];

/** What a row knows of its starts. An inferred end is a guess at those that have none. */
function partsOfRow(row: Episode): Part[] {
  const end = row.resolution === 'manual' || row.resolution === 'inferred' ? null : (row.ends_at?.getTime() ?? null);
  const own: StoredPart = {
    ...{
      start: row.starts_at.getTime(),
      end,
      teller: end === null ? null : tellerOf(row.resolution),
      active: false,
      alone: row.origin !== 'alertmanager',
    },
    acknowledged: row.acknowledged_at?.getTime() ?? null,
  };
  const guess = row.resolution === 'inferred' ? (row.ends_at?.getTime() ?? null) : null;
  return (row.parts ?? [own]).map((part) => ({ ...part, guess: part.end === null ? guess : null }));
}

/** Every start ever told, with what is known of its end. Firing again takes an inferred end back, of all that ran with it. */
function partsOf(rows: readonly Episode[], observations: readonly Routed[]): Part[] {
  const firing = new Set(observations.filter(({ endsAt }) => endsAt === null).map((one) => keyOf(startOf(one))));
  const parts = new Map<string, Part>();
  for (const row of rows) {
    const own = partsOfRow(row);
    const goesOn = own.some((part) => firing.has(keyOf(part)));
    for (const part of own) parts.set(keyOf(part), goesOn ? { ...part, guess: null } : part);
  }
  for (const one of observations) {
    const key = keyOf(startOf(one));
    const known = parts.get(key);
    if (one.endsAbout && known && known.end !== null) continue;
    const alone = one.via === 'event' || one.via === 'import';
    parts.set(
      key,
      toldOf(known, {
        ...startOf(one),
        end: one.endsAt?.getTime() ?? null,
        teller: one.endsAt && tellerOf(one.via),
        alone,
        acknowledged: one.acknowledgedAt?.getTime() ?? null,
      }),
    );
  }
  return [...parts.values()];
}

/** Gives every woven alert its rows: the earliest keeps its id, also when its start has moved. One that falls apart stays with the first piece. */
function housed(woven: readonly Woven[], rows: readonly Episode[], observations: readonly Routed[]): Home[] {
  const rowByPart = new Map(rows.flatMap((row) => partsOfRow(row).map((part) => [keyOf(part), row])));
  const rowsOf = ({ parts }: Woven): Episode[] => rows.filter((row) => parts.some((part) => rowByPart.get(keyOf(part)) === row));
  const taken = new Set<Episode>();
  const homes = woven.map((one): Home => {
    const own = rowsOf(one);
    const row = own.find((candidate) => !taken.has(candidate)) ?? null;
    if (row) taken.add(row);
    const keys = new Set(one.parts.map(keyOf));
    return {
      woven: one,
      row,
      swallowed: own.filter((other) => other !== row),
      kin: row ?? own[0] ?? null,
      seen: observations.filter((seen) => keys.has(keyOf(startOf(seen)))),
    };
  });
  return homes.map((home) => {
    const swallowed = home.swallowed.filter((row) => !taken.has(row));
    for (const row of swallowed) taken.add(row);
    return { ...home, swallowed };
  });
}

function settle(home: Home, now: Date): Change[] {
  const { row, swallowed } = home;
  const after = episodeOf(home, now);
  if (!after) return [];
  const changed: Change[] = same(row, after) ? retoldOf(row, after) : [{ before: row, after }];
  const into = row && same(row, after) ? row : after;
  return [...changed, ...swallowed.map((before): Change => ({ before, after: null, into }))];
}

const retoldOf = (row: Episode | null, after: Episode): Change[] =>
  equal(row?.reporters, after.reporters) ? [] : [{ before: row, after, retold: true }];

/** Null: nothing is told of it that is not stored. */
function episodeOf(home: Home, now: Date): Episode | null {
  const { woven, row, swallowed, kin, seen } = home;
  const rows = row ? [row, ...swallowed] : swallowed;
  const looks = described(woven, rows, kin, seen);
  if (!looks) return null;
  const origin = originOf(woven, rows, seen);
  return {
    ...looks,
    id: row?.id ?? null,
    starts_at: new Date(woven.start),
    origin,
    acknowledged_at: earliest([...woven.parts.map(({ acknowledged }) => instantOf(acknowledged)), ...rows.map(byHand)]),
    parts: storedParts(woven, origin),
    ...(woven.end === null ? running(row, rows, seen, now) : ended(woven, woven.end, rows, seen, now)),
  };
}

/** An Alertmanager's is what any part of it was told by one. */
function originOf({ parts }: Woven, rows: readonly Episode[], seen: readonly Routed[]): Episode['origin'] {
  if (parts.some((part) => !part.alone)) return 'alertmanager';
  return rows.some((row) => row.origin === 'event') || seen.some(({ via }) => via === 'event') ? 'event' : 'import';
}

/** Null where the row says it all: one start that fired, with the end told for it. */
function storedParts(woven: Woven, origin: Episode['origin']): StoredPart[] | null {
  const parts = keptParts(woven);
  const [only] = parts;
  const plain = parts.length === 1 && only && !only.active && only.start === woven.start && only.alone === (origin !== 'alertmanager');
  if (plain && (only.end === woven.end || woven.by !== 'told')) return null;
  return parts.map(({ guess: _, ...part }) => part);
}

const instantOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** An acknowledgement that none of its starts was told with: somebody took the alert in charge, and it stays with the id. */
const byHand = (row: Episode): Date | null => {
  const at = row.acknowledged_at?.getTime();
  return at === undefined || partsOfRow(row).some(({ acknowledged }) => acknowledged === at) ? null : row.acknowledged_at;
};

const running = (row: Episode | null, rows: readonly Episode[], seen: readonly Routed[], now: Date) => ({
  ends_at: null,
  resolution: null,
  recorded_at: null,
  last_seen_at: row && row.ends_at === null && row.missed === 0 ? row.last_seen_at : now,
  missed: seen.length > 0 || row?.ends_at ? 0 : (row?.missed ?? 0),
  reporters: reportersOf(rows, seen, now),
});

/** Who tells a running alert, and when they did last. A poll is noted once. */
function reportersOf(rows: readonly Episode[], seen: readonly Routed[], now: Date): Record<string, number> {
  const reporters: Record<string, number> = Object.assign({}, ...rows.filter((row) => row.ends_at === null).map((row) => row.reporters));
  for (const { reporter, upstream, endsAt } of seen) {
    if (endsAt !== null) continue;
    if (reporter) reporters[reporter] = now.getTime();
    if (upstream) reporters[`upstream ${upstream}`] ??= now.getTime();
  }
  return reporters;
}

/** What an ended episode says of its end, and of its time as a running one. */
function ended({ by, parts }: Woven, end: number, rows: readonly Episode[], seen: readonly Routed[], now: Date) {
  const resolution: Resolution =
    by === 'close' ? 'manual' : by === 'guess' ? 'inferred' : (nearestOf(parts.map(({ teller }) => teller)) ?? 'webhook');
  const told = seen.filter(({ endsAt }) => endsAt !== null).sort((a, b) => (isBefore(rankOf(a), rankOf(b)) ? -1 : 1))[0];
  return {
    ends_at: new Date(end),
    resolution,
    recorded_at: earliest(rows.map((row) => row.recorded_at)) ?? told?.recordedAt ?? now,
    last_seen_at: new Date(end),
    missed: resolution === 'inferred' ? 2 : 0,
    reporters: {},
    state: 'active' as const,
    silenced_by: [],
    inhibited_by: [],
    muted_by: [],
    receivers: [],
    generator_url: '',
  };
}

const earliest = (dates: readonly (Date | null | undefined)[]): Date | null =>
  dates.reduce<Date | null>((least, date) => (date && (!least || date < least) ? date : least), null);

/** Compares what an episode says, but for who says it; a stored row has more columns. Records are compared whatever the order of their keys: jsonb does not keep it. */
const same = (row: Episode | null, episode: Episode): boolean =>
  row !== null && (Object.keys(episode) as (keyof Episode)[]).every((name) => name === 'reporters' || equal(row[name], episode[name]));

function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Date || b instanceof Date) return a instanceof Date && b instanceof Date && a.getTime() === b.getTime();
  const [left, right] = [Object.entries(a), Object.keys(b)];
  return left.length === right.length && left.every(([name, value]) => Object.hasOwn(b, name) && equal(value, b[name as keyof typeof b]));
}
