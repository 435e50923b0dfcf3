import { type Db, prepared } from '../sql.js';
import { columnsOf } from './columns.js';
import { type Episode, NO_EPISODE, type Observation } from './episode.js';
import type { Series } from './series.js';

type Columns = Readonly<Record<string, unknown>>;
/** A series with the running alert it describes, all null when there is none. */
type SeriesRow = Series & Episode;
type EndedRow = Omit<Episode, 'series_id'> & { readonly series_id: number };

const knownSeries = prepared<SeriesRow, Columns>(import.meta.url, './known-series.sql');
const knownEnded = prepared<EndedRow, Columns & { from: Date; after: Date }>(import.meta.url, './known-ended.sql');

/** What is stored of the fingerprints of some observations: all series, the running alerts, and the ended ones that they may concern. */
export type Known = { readonly series: readonly Series[]; readonly episodes: readonly Episode[] };

/** An (organization, fingerprint). */
export const pairOf = (organization: number, fingerprint: string): string => `${organization} ${fingerprint}`;

export async function knownOf(db: Db, observations: readonly Observation[]): Promise<Known> {
  const pairs = new Map(observations.map((one) => [pairOf(one.organizationId, one.fingerprint), one]));
  const keys = [...pairs.values()].map((one) => ({ organization_id: one.organizationId, fingerprint: one.fingerprint }));
  const rows = await knownSeries.rows(db, columnsOf(keys, { organization_id: 0, fingerprint: '' }));
  if (rows.length === 0) return { series: [], episodes: [] };
  const running = rows.filter((row) => row.id !== null).map((row): Episode => ({ ...RUNNING, ...row }));
  return { series: rows, episodes: [...running, ...(await ended(db, observations, rows, running))] };
}

const RUNNING = { ends_at: null, recorded_at: null, resolution: null };

async function ended(
  db: Db,
  observations: readonly Observation[],
  series: readonly SeriesRow[],
  running: readonly Episode[],
): Promise<Episode[]> {
  const runs = new Map(
    running.map((row) => [
      pairOf(row.organization_id, row.fingerprint),
      [row.starts_at.getTime(), ...(row.parts ?? []).map(({ start }) => start)],
    ]),
  );
  const byPair = new Map<string, SeriesRow[]>();
  for (const one of series) {
    const pair = pairOf(one.organization_id, one.fingerprint);
    byPair.set(pair, [...(byPair.get(pair) ?? []), one]);
  }
  const asked = observations.flatMap((one) => {
    const pair = pairOf(one.organizationId, one.fingerprint);
    // A start that runs has not ended, and lies in no ended one.
    if (runs.get(pair)?.includes(one.startsAt.getTime())) return [];
    return (byPair.get(pair) ?? []).map(({ series_id, first_start }) => ({
      ...{ series_id, starts_at: one.startsAt, until: one.endsAt ?? one.startsAt, since: first_start },
    }));
  });
  if (asked.length === 0) return [];
  const from = new Date(Math.min(...asked.map(({ since }) => since.getTime())));
  const after = new Date(Math.min(...asked.map(({ starts_at }) => starts_at.getTime())));
  const described = new Map(series.map((one) => [one.series_id, one]));
  const found = new Map<number, EndedRow>();
  for (const row of await knownEnded.rows(db, { ...columnsOf(asked, NO_KEY), from, after })) if (row.id !== null) found.set(row.id, row);
  return [...found.values()].map((row) => endedEpisode(row, described.get(row.series_id)));
}

const NO_KEY = { series_id: 0, starts_at: new Date(0), until: new Date(0), since: new Date(0) };

function endedEpisode(row: EndedRow, series: SeriesRow | undefined): Episode {
  const { organization_id, fingerprint, alertname, severity, system_key, labels } = series ?? NO_EPISODE;
  const described = { organization_id, fingerprint, alertname, severity, system_key, labels };
  return { ...NO_EPISODE, ...row, ...described, last_seen_at: row.ends_at ?? row.starts_at, missed: row.resolution === 'inferred' ? 2 : 0 };
}
