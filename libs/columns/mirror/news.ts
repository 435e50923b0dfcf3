import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  allSince,
  type CopyBinds,
  type CopyStatement,
  feedEnd,
  inSnapshot,
  type Position,
  type Snapshot,
  type Store,
  sql,
  unnumbered,
} from '#persistence';

/** How far a mirror has come: a number, the count of lines beyond it that had none yet, and the version of its organizations. */
export type Place = Position & { readonly unnumbered: number; readonly tree: number };
/** What PostgreSQL had in one snapshot beyond a place, in files of CSV. `told`: the alerts that it is about; undefined: nothing but the place is new. */
export type News = {
  readonly place: Place;
  readonly told: readonly number[];
  readonly alerts?: AlertFiles;
  readonly organizations?: string;
};
type AlertFiles = { readonly alerts: string; readonly held: string; readonly series: string };
type Told = { ids: number[]; starts: string[] };

const TOLD = {
  alerts: 'WHERE (a.id, a.starts_at) IN (SELECT * FROM unnest(:ids::bigint[], :starts::timestamptz[]))',
  running: 'WHERE a.id = ANY (:ids::bigint[])',
  held: 'AND e.alert_id = ANY (:ids::bigint[])',
  series: `WHERE s.id IN (SELECT series_id FROM alert WHERE (id, starts_at) IN (SELECT * FROM unnest(:ids::bigint[], :starts::timestamptz[]))
                           UNION SELECT series_id FROM open_alert WHERE id = ANY (:ids::bigint[]))`,
};
const all = {
  alerts: sql<never, CopyBinds>(import.meta.url, './alerts.sql'),
  held: sql<never, CopyBinds>(import.meta.url, './held.sql'),
  series: sql<never, CopyBinds>(import.meta.url, './series.sql'),
};
const told = {
  alerts: sql<never, Told>(import.meta.url, './alerts.sql', { told: TOLD.alerts, running: TOLD.running }),
  held: sql<never, Told>(import.meta.url, './held.sql', { told: TOLD.held }),
  series: sql<never, Told>(import.meta.url, './series.sql', { told: TOLD.series }),
};
const organizations = sql<never, CopyBinds>(import.meta.url, './organizations.sql');
const treeVersion = sql<{ version: number }, object>(import.meta.url, './tree-version.sql');

/** More than this is sooner read as a whole. */
const MOST_TOLD = 500_000;

/** The whole ledger, from the replica where there is one. */
export const readAll = (store: Store, folder: string, signal: AbortSignal): Promise<News> =>
  inSnapshot(store, signal, (snapshot) => allOf(snapshot, folder));

/** The whole ledger of a snapshot. */
export async function allOf(snapshot: Snapshot, folder: string): Promise<News> {
  const place = await placeOf(snapshot, await feedEnd(snapshot.db), (await unnumbered(snapshot.db)).length);
  const files = {
    alerts: await save(snapshot, all.alerts, {}, folder, 'alerts'),
    held: await save(snapshot, all.held, {}, folder, 'held'),
    series: await save(snapshot, all.series, {}, folder, 'series'),
  };
  return { place, told: [], alerts: files, organizations: await save(snapshot, organizations, {}, folder, 'organizations') };
}

/** What came since a place, with what has no number yet. `gone`: too much, or the database is not the one that gave that place. */
export const readNews = (store: Store, from: Place, folder: string, signal: AbortSignal): Promise<News | 'gone'> =>
  inSnapshot(
    store,
    signal,
    async (snapshot) => {
      const found = await allSince(snapshot.db, from, MOST_TOLD);
      if (found === 'gone') return 'gone';
      const place = await placeOf(snapshot, found.position, found.unnumbered);
      const tree = place.tree === from.tree ? {} : { organizations: await save(snapshot, organizations, {}, folder, 'organizations') };
      const binds = { ids: found.lines.map((line) => line.alert), starts: found.lines.map((line) => line.startsAt.toISOString()) };
      const ids = [...new Set(binds.ids)];
      if (ids.length === 0) return { place, told: [], ...tree };
      const files = {
        alerts: await save(snapshot, told.alerts, binds, folder, 'alerts'),
        held: await save(snapshot, told.held, binds, folder, 'held'),
        series: await save(snapshot, told.series, binds, folder, 'series'),
      };
      return { place, told: ids, alerts: files, ...tree };
    },
    'master',
  );

async function placeOf({ db }: Snapshot, { number, mark }: Position, unnumbered: number): Promise<Place> {
  return { number, mark, unnumbered, tree: (await treeVersion.one(db, {})).version };
}

async function save<Binds extends CopyBinds>(
  snapshot: Snapshot,
  statement: CopyStatement<Binds>,
  binds: Binds,
  folder: string,
  name: string,
): Promise<string> {
  const file = path.join(folder, `${name}.csv`);
  await pipeline(await snapshot.copy(statement, binds, 'csv'), createWriteStream(file));
  return file;
}
