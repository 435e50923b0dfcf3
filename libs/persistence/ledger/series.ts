import { hash } from 'node:crypto';
import { type Db, prepared } from '../sql.js';
import { columnsOf } from './columns.js';
import { type Change, type Episode, NO_EPISODE } from './episode.js';
import { MOST_NAMES, tellUnlisted } from './overflow.js';

type Described = Pick<Episode, 'organization_id' | 'fingerprint' | 'alertname' | 'severity' | 'system_key' | 'labels'>;
/** A row of `series`, as far as recording needs it. */
export type Series = Described & {
  readonly series_id: number;
  readonly key: string;
  readonly first_start: Date;
  readonly seen_at: Date | null;
};
type Wanted = Described & Pick<Episode, 'annotations' | 'receiver'> & { key: string; first_start: Date; seen_at: Date | null };

type Stored = {
  readonly id: number;
  readonly organization_id: number;
  readonly is_system_over: boolean;
  readonly is_monitor_over: boolean;
};
const newSeries = prepared<Stored, Record<string, unknown> & { now: Date; most: number }>(import.meta.url, './new-series.sql');

const HOUR_MS = 3_600_000;
const NO_WANTED: Wanted = { ...NO_EPISODE, key: '', first_start: new Date(0), seen_at: null };
const COLUMNS = (({
  organization_id,
  fingerprint,
  key,
  alertname,
  severity,
  system_key,
  labels,
  annotations,
  receiver,
  first_start,
  seen_at,
}) => ({
  ...{ organization_id, fingerprint, key, alertname, severity, system_key, labels, annotations, receiver, first_start, seen_at },
}))(NO_WANTED);

/** Tells label sets of one fingerprint apart, whatever the order of their names. */
export function keyOf({
  alertname,
  severity,
  system_key,
  labels,
}: Pick<Described, 'alertname' | 'severity' | 'system_key' | 'labels'>): string {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return hash('md5', JSON.stringify([alertname, severity, system_key, pairs]), 'hex');
}

/**
 * Gives every episode the series that describes it; `known` are those of their fingerprints that are stored. New ones are stored, and known ones learn
 * of an earlier start and, once an hour, that an Alertmanager has told them.
 */
export async function describe(db: Db, changes: readonly Change[], known: readonly Series[], now: Date): Promise<void> {
  const stored = new Map(known.map((one) => [placeOf(one, one.key.replaceAll('-', '')), one]));
  const wanted = new Map<string, { row: Wanted; episodes: Episode[] }>();
  for (const { after } of changes) {
    if (!after) continue;
    const row = { ...wantedOf(after, now), key: keyOf(after) };
    const place = placeOf(row, row.key);
    const series = stored.get(place);
    if (series) after.series_id = series.series_id;
    if (series && knows(series, row)) continue;
    const one = wanted.get(place);
    if (one) wanted.set(place, { row: both(one.row, row), episodes: [...one.episodes, after] });
    else wanted.set(place, { row, episodes: [after] });
  }
  if (wanted.size === 0) return;
  const sorted = [...wanted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const rows = await newSeries.rows(db, {
    ...columnsOf(
      sorted.map(({ row }) => row),
      COLUMNS,
    ),
    now,
    most: MOST_NAMES,
  });
  await tellUnlisted(db, rows);
  sorted.forEach(({ episodes }, i) => {
    const id = rows[i]?.id;
    if (id !== undefined) for (const episode of episodes) episode.series_id = id;
  });
}

const wantedOf = (episode: Episode, now: Date): Wanted => ({
  ...{ ...episode, key: '', first_start: episode.starts_at },
  // Whoever holds a source's key, or may import, could otherwise claim the systems of others.
  seen_at: episode.origin === 'alertmanager' ? now : null,
});

const knows = (series: Series, { first_start, seen_at }: Wanted): boolean =>
  series.first_start <= first_start &&
  (seen_at === null || (series.seen_at !== null && seen_at.getTime() - series.seen_at.getTime() < HOUR_MS));

const both = (one: Wanted, other: Wanted): Wanted => ({
  ...one,
  first_start: one.first_start < other.first_start ? one.first_start : other.first_start,
  seen_at: one.seen_at ?? other.seen_at,
});

const placeOf = ({ organization_id, fingerprint }: Pick<Described, 'organization_id' | 'fingerprint'>, key: string): string =>
  `${organization_id} ${key} ${fingerprint}`;
