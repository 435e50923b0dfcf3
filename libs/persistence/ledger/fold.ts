import { type Change, type Episode, NO_EPISODE, type Observation, type Resolution } from './episode.js';

/** An observation with its source and policy resolved to ids. */
export type Routed = Observation & { readonly sourceId: number; readonly policyId: number };

type Sighting = {
  readonly start: number;
  end: number | null;
  resolution: Resolution | null;
  row: Episode | null;
  readonly seen: Routed[];
  /** Stored episodes that turn out to be part of it. */
  readonly swallowed: Episode[];
};

/**
 * Folds sightings of ONE (organization, fingerprint) into its episodes. The outcome is a function of the set of sightings, not of their order:
 *  - a start that has ended is an episode; its latest end wins, its nearest source names it, and an end that was told beats one that was inferred;
 *  - of the starts that still run the earliest is the running episode and the later ones are absorbed: the same running alert, as in Alertmanager;
 *  - a running start inside an episode that ended by itself is part of it; after a close by hand it is a new episode, so that nothing is hidden;
 *  - when the running episode ends by itself, the earliest absorbed start after its end becomes the running one; closed by hand, it takes them along.
 * `rows` are the stored episodes with these starts, the running one, and the ones before.
 */
export function fold(rows: readonly Episode[], observations: readonly Routed[], now: Date): Change[] {
  const sightings = sight(rows, observations);
  const ended = sightings.filter((one) => one.end !== null);
  const running = sightings.filter(
    (one) => one.end === null && !ended.some((other) => coversStart(other, one.start) || closedWith(other, one.start)),
  );
  const [first, ...later] = running;
  const wanted = first ? [...ended, first] : ended;
  const homeless = rows.filter((row) => !wanted.some((one) => one.row === row));
  house(wanted, homeless, first);
  for (const row of homeless.filter((one) => !wanted.some((other) => other.row === one)))
    swallowerOf(wanted, row, first)?.swallowed.push(row);
  return settle(wanted, homeless[0], first, later, now);
}

/** The wanted episode that a stored one is part of. */
const swallowerOf = (wanted: readonly Sighting[], row: Episode, first: Sighting | undefined): Sighting | undefined =>
  wanted.find((one) => coversStart(one, row.starts_at.getTime()) || closedWith(one, row.starts_at.getTime())) ?? first ?? wanted.at(-1);

/** Every start ever seen, ascending, with what is known of its end. */
function sight(rows: readonly Episode[], observations: readonly Routed[]): Sighting[] {
  const byStart = new Map<number, Sighting>();
  const at = (start: number): Sighting => {
    const known = byStart.get(start) ?? { start, end: null, resolution: null, row: null, seen: [], swallowed: [] };
    byStart.set(start, known);
    return known;
  };
  for (const row of rows) {
    Object.assign(at(row.starts_at.getTime()), { end: row.ends_at?.getTime() ?? null, resolution: row.resolution, row });
    if (row.resolution !== 'manual') for (const start of row.absorbed) at(start.getTime());
  }
  for (const observation of observations) add(at(observation.startsAt.getTime()), observation);
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}

function add(to: Sighting, observation: Routed): void {
  to.seen.push(observation);
  if (observation.endsAt === null) {
    // A poll that shows an alert disproves that it vanished; a late or repeated webhook does not.
    if (to.resolution === 'inferred' && observation.via === 'refresher') Object.assign(to, { end: null, resolution: null });
    return;
  }
  if (to.resolution === 'manual') return;
  const end = Math.max(observation.endsAt.getTime(), observation.startsAt.getTime());
  const guessed = to.resolution === null || to.resolution === 'inferred';
  to.end = guessed ? end : Math.max(end, to.end ?? end);
  if (guessed || isNearer(resolutionOf(observation), to.resolution)) to.resolution = resolutionOf(observation);
}

/** Of several sources that tell of one end, the nearest to the alert names it: whichever came first. */
const NEARNESS: readonly (Resolution | null)[] = ['inferred', 'import', 'event', 'webhook', 'manual'];
const isNearer = (one: Resolution, other: Resolution | null): boolean => NEARNESS.indexOf(one) > NEARNESS.indexOf(other);

const resolutionOf = ({ via }: Observation): Resolution => (via === 'refresher' ? 'inferred' : via);

/** A person, an event or an import ends the one episode it names. */
const ENDS_FOR_ALL_STARTS: readonly (Resolution | null)[] = ['webhook', 'inferred'];

const coversStart = (ended: Sighting, start: number): boolean =>
  ended.start < start && ended.end !== null && start <= ended.end && ENDS_FOR_ALL_STARTS.includes(ended.resolution);

const closedWith = (ended: Sighting, start: number): boolean =>
  ended.resolution === 'manual' && (ended.row?.absorbed.some((absorbed) => absorbed.getTime() === start) ?? false);

/** Gives every wanted episode its row: its own, or the running one whose start has moved. */
function house(wanted: readonly Sighting[], homeless: readonly Episode[], first: Sighting | undefined): void {
  for (const one of wanted) {
    if (one.row) continue;
    const moved = homeless.find(
      (row) =>
        row.ends_at === null && !wanted.some((other) => other.row === row) && (one === first || coversStart(one, row.starts_at.getTime())),
    );
    if (moved) one.row = moved;
  }
}

function settle(
  wanted: readonly Sighting[],
  stranger: Episode | undefined,
  first: Sighting | undefined,
  later: readonly Sighting[],
  now: Date,
): Change[] {
  return wanted.flatMap((one) => {
    const seen = one === first ? [...one.seen, ...later.flatMap((other) => other.seen)] : one.seen;
    const kept = one.resolution === 'manual' ? (one.row?.absorbed ?? []) : [];
    const absorbed = one === first ? later.map((other) => new Date(other.start)) : kept;
    const kin = one.row ?? stranger ?? wanted.find((other) => other.row)?.row ?? null;
    const after = episodeOf(one, seen, absorbed, kin, now);
    if (!after) return [];
    const changed: Change[] = same(one.row, after) ? [] : [{ before: one.row, after }];
    const into = changed.length > 0 || !one.row ? after : one.row;
    return [...changed, ...one.swallowed.map((before): Change => ({ before, after: null, into }))];
  });
}

function episodeOf(one: Sighting, seen: readonly Routed[], absorbed: readonly Date[], kin: Episode | null, now: Date): Episode | null {
  const told = seen.findLast((observation) => observation.endsAt !== null) ?? seen.at(-1);
  const settled = one.row?.ends_at != null && one.end !== null && told?.endsAt === null;
  const looks = told && !settled ? described(told, one.row) : kin;
  if (!looks) return null;
  const before = one.row;
  return {
    ...looks,
    id: before?.id ?? null,
    starts_at: new Date(one.start),
    ends_at: one.end === null ? null : new Date(one.end),
    resolution: one.end === null ? null : one.resolution,
    recorded_at: one.end === null ? null : (before?.recorded_at ?? told?.recordedAt ?? now),
    acknowledged_at: earliest([
      ...[before, ...one.swallowed].map((row) => row?.acknowledged_at),
      ...seen.map((observation) => observation.acknowledgedAt),
    ]),
    absorbed,
    ...(one.end === null ? running(before, seen.length > 0, now) : ended(one.end, one.resolution)),
  };
}

const running = (before: Episode | null, isSeen: boolean, now: Date) => ({
  last_seen_at: before && before.missed === 0 ? before.last_seen_at : now,
  missed: isSeen ? 0 : (before?.missed ?? 0),
});

/** What an ended episode says of its time as a running one. */
const ended = (end: number, resolution: Resolution | null) => ({
  last_seen_at: new Date(end),
  missed: resolution === 'inferred' ? 2 : 0,
  state: 'active' as const,
  silenced_by: [],
  inhibited_by: [],
});

/** A poll of Prometheus knows no annotations. */
const mute = ({ via, annotations }: Routed): boolean => via === 'refresher' && Object.keys(annotations).length === 0;

/** The columns an observation speaks of. Its status is kept when only the refresher could know it. */
function described(told: Routed, before: Episode | null): Episode {
  const status = told.status ?? {
    state: before?.state ?? 'active',
    silencedBy: before?.silenced_by ?? [],
    inhibitedBy: before?.inhibited_by ?? [],
  };
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
    state: status.state,
    silenced_by: status.silencedBy,
    inhibited_by: status.inhibitedBy,
    receiver: route.receiver,
    priority: told.priority,
    source_id: route.source_id,
    policy_id: route.policy_id,
    number: told.number,
    labels: told.labels,
    annotations: mute(told) && before ? before.annotations : told.annotations,
  };
}

const earliest = (dates: readonly (Date | null | undefined)[]): Date | null =>
  dates.reduce<Date | null>((least, date) => (date && (!least || date < least) ? date : least), null);

/** Compares what an episode says; a stored row has more columns. Records are compared whatever the order of their keys: jsonb does not keep it. */
const same = (row: Episode | null, episode: Episode): boolean =>
  row !== null && (Object.keys(episode) as (keyof Episode)[]).every((name) => equal(row[name], episode[name]));

function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Date || b instanceof Date) return a instanceof Date && b instanceof Date && a.getTime() === b.getTime();
  const [left, right] = [Object.entries(a), Object.keys(b)];
  return left.length === right.length && left.every(([name, value]) => Object.hasOwn(b, name) && equal(value, b[name as keyof typeof b]));
}
