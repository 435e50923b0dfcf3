import { type Db, prepared } from '../sql.js';
import { type Delta, deltasOf, quarterOf, ttaOf, ttrOf } from './delta.js';
import { type Change, type Episode, NO_EPISODE } from './episode.js';
import { type TimelineEvent, timelineOf } from './timeline.js';

type Rows = { rows: string };
type Opened = { id: number; organization_id: number; fingerprint: string; starts_at: Date };

const forget = prepared<never, Rows>(import.meta.url, './forget.sql');
const change = prepared<never, Rows>(import.meta.url, './change.sql');
const open = prepared<Opened, Rows & { now: Date }>(import.meta.url, './open.sql');
const appendEvents = prepared<never, Rows>(import.meta.url, './append-events.sql');
const appendDeltas = prepared<never, Rows>(import.meta.url, './append-deltas.sql');

const keyOf = (one: { organization_id: number; fingerprint: string; starts_at: Date }): string =>
  `${one.organization_id} ${one.starts_at.getTime()} ${one.fingerprint}`;

/**
 * Writes changes with everything that follows from them: rows, timelines, deltas. Every change of an alert passes here, inside a transaction
 * that holds the lock of its organization. `events` replaces what the timeline would say by itself.
 */
export async function apply(
  db: Db,
  changes: readonly Change[],
  now: Date,
  events: (change: Change) => TimelineEvent[] = (one) => timelineOf(one, now),
): Promise<void> {
  const written = [...changes].sort((a, b) => (keyOfChange(a) < keyOfChange(b) ? -1 : 1));
  const gone = written.flatMap(({ before, after }) => (before && !after ? [before] : []));
  const changed = written.flatMap(({ before, after }) => (before && after ? [{ ...stored(after), was: before.starts_at }] : []));
  const fresh = written.flatMap(({ before, after }) => (!before && after ? [stored(after)] : []));
  if (gone.length > 0) await forget.rows(db, rowsOf(gone));
  if (changed.length > 0) await change.rows(db, rowsOf(changed));
  const opened = fresh.length > 0 ? await open.rows(db, { ...rowsOf(fresh), now }) : [];
  const ids = new Map(opened.map((one) => [keyOf(one), one.id]));
  const lines = written.flatMap((one) => events(one).map((event) => ({ ...event, alert_id: one.before?.id ?? ids.get(keyOfChange(one)) })));
  if (lines.length > 0) await appendEvents.rows(db, rowsOf(lines));
  const deltas: Delta[] = written.flatMap(deltasOf);
  if (deltas.length > 0) await appendDeltas.rows(db, rowsOf(deltas));
}

const keyOfChange = ({ before, after }: Change): string => {
  const one = after ?? before;
  return one ? keyOf(one) : '';
};

const rowsOf = (rows: readonly object[]): Rows => ({ rows: JSON.stringify(rows) });

const NO_ROW = { ...NO_EPISODE, start_quarter: 0, tta_ms: null, ttr_ms: null };
const stored = (episode: Episode) => ({
  ...NO_ROW,
  ...episode,
  start_quarter: quarterOf(episode.starts_at),
  tta_ms: ttaOf(episode),
  ttr_ms: ttrOf(episode),
});
