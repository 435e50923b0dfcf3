import { type Db, prepared } from '../sql.js';
import { columnsOf } from './columns.js';
import { deltasOf, merged, quarterOf, ttaOf, ttrOf } from './delta.js';
import { type Change, type Episode, NO_EPISODE } from './episode.js';
import { hostOf } from './host.js';
import { type TimelineEvent, timelineOf } from './timeline.js';

type Rows = { rows: string };
/** A line of the timeline of a stored alert, or of the `fresh`th of the new ones. */
type Line = TimelineEvent & { readonly alert_id: number | null; readonly fresh: number | null };

const forget = prepared<never, Rows>(import.meta.url, './forget.sql');
const change = prepared<never, Rows>(import.meta.url, './change.sql');
const append = prepared<never, Record<string, unknown> & { now: Date; deltas: string }>(import.meta.url, './append.sql');

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
  if (changes.length === 0) return;
  const written = [...changes].sort((a, b) => (keyOfChange(a) < keyOfChange(b) ? -1 : 1));
  const gone = written.flatMap(({ before, after }) => (before && !after ? [before] : []));
  const changed = written.flatMap(({ before, after }) => (before && after ? [{ ...stored(after), was: before.starts_at }] : []));
  const fresh = written.flatMap(({ before, after }) => (!before && after ? [stored(after)] : []));
  if (gone.length > 0) await forget.rows(db, rowsOf(gone));
  if (changed.length > 0) await change.rows(db, rowsOf(changed));
  const deltas = JSON.stringify(merged(written.flatMap(deltasOf)));
  await append.rows(db, { ...columnsOf(fresh, NO_ROW), ...columnsOf(linesOf(written, events), NO_LINE), deltas, now });
}

function linesOf(written: readonly Change[], events: (change: Change) => TimelineEvent[]): Line[] {
  let opened = 0;
  return written.flatMap((one) => {
    const fresh = one.before ? null : ++opened;
    return events(one).map((event) => ({ ...NO_LINE, ...event, alert_id: one.before?.id ?? null, fresh }));
  });
}

const keyOfChange = ({ before, after }: Change): string => {
  const one = after ?? before;
  return one ? keyOf(one) : '';
};

const rowsOf = (rows: readonly object[]): Rows => ({ rows: JSON.stringify(rows) });

const NO_LINE: Line = { alert_id: null, fresh: null, at: new Date(0), kind: 'fired', actor: null, detail: null };
const NO_ROW = { ...NO_EPISODE, start_quarter: 0, tta_ms: null, ttr_ms: null, host: '' };
const stored = (episode: Episode) => ({
  ...NO_ROW,
  ...episode,
  start_quarter: quarterOf(episode.starts_at),
  tta_ms: ttaOf(episode),
  ttr_ms: ttrOf(episode),
  host: hostOf(episode),
});
